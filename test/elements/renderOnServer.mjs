import { pathToFileURL } from 'node:url';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import { render } from '@lit-labs/ssr';
import { html } from 'lit';

/**
 * Renders elements as a server in plain Node does, without the globals of a browser: takes their markup by name as
 * JSON, and prints the HTML of each, or why there is none.
 *
 *     node renderOnServer.mjs INDEX_JS MARKUP_JSON
 */
const [, , entry = '', given = '{}'] = process.argv;
const { defineElements, loadWords } = await import(pathToFileURL(entry).href);
await loadWords('de');
defineElements();
const markup = JSON.parse(given);
const rendered = Object.entries(markup).map(([name, text]) => {
  const strings = Object.assign([text], { raw: [text] });
  try {
    return [name, { html: collectResultSync(render(html(strings))) }];
  } catch (error) {
    return [name, { problem: String(error.stack) }];
  }
});
process.stdout.write(JSON.stringify(Object.fromEntries(rendered)));
