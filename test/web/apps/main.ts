import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { defineElements } from '../../../web/src/elements/index';

/** Renders an element as an app in React does: once for each of the props, one after the other. */
function renderInReact(tag: string, props: object): void {
  const container = document.querySelector('main') ?? document.createElement('main');
  if (!container.isConnected) document.body.append(container);
  root ??= createRoot(container);
  root.render(createElement(tag, props));
}

let root: ReturnType<typeof createRoot> | undefined;

Object.assign(globalThis, { defineElements, renderInReact });
