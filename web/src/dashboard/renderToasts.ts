import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icons } from '../elements/index';
import type { Toast, ToastKind } from './toasts';
import { say } from './words/say';

const toastIcons: Readonly<Record<ToastKind, TemplateResult>> = {
  done: icons.check,
  waiting: icons.open,
  undone: icons.back,
  failed: icons.cross,
};

/** Toasts, each outcome with a look of its own; what can be taken back has a button for that. */
export function renderToasts(
  toasts: readonly Toast[],
  undo: (about: string) => unknown,
): TemplateResult {
  return html`${repeat(
    toasts,
    (toast) => toast,
    ({ kind, text, about, canUndo = false }) =>
      html`<p class=${kind}>
        ${toastIcons[kind]} <span dir="auto">${text}</span>
        ${
          about !== undefined && canUndo
            ? html`<button type="button" @click=${() => undo(about)}>${say('page.undo')}</button>`
            : nothing
        }
      </p>`,
  )}`;
}
