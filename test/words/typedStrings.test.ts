import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { typedStrings } from './typedStrings';

const folders = ['web/src/elements', 'web/src/dashboard', 'web/src'];

const sources = folders.flatMap((folder) =>
  readdirSync(join(repository, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

it('looks at every element and every part of the dashboard', () => {
  expect(sources).toContain('web/src/elements/streakCounter.ts');
  expect(sources).toContain('web/src/dashboard/streakDashboard.ts');
  expect(sources.length).toBeGreaterThan(60);
});

it.each(sources)('%s has no words of its own: they are in the catalogues', (source) => {
  expect(typedStrings(readFileSync(join(repository, source), 'utf8'))).toEqual([]);
});

it.each([
  ['html`<p>Hello ${name}</p>`', ['Hello']],
  ['html`<p class="note">${say("x")}: ${count} days</p>`', ['days']],
  ['html`<button aria-label="Close">${icon}</button>`', ['Close']],
  ['html`<img alt="The card of ${name}" />`', ['The card of']],
  ["const label = 'No activity';", ['No activity']],
  ["const problem = 'Signing in failed.';", ['Signing in failed.']],
  ['const text = `Level ${level}`;', ['Level …']],
  ["html`<p>${isOpen ? 'Open' : say('closed')}</p>`", ['Open']],
])('%s has typed %j', (source, typed) => {
  expect(typedStrings(source)).toEqual(typed);
});

it.each([
  "throw new Error('The page has no dashboard.');",
  'html`<p class="moment first">${say(\'moment.first\')}</p>`',
  "import { html } from 'lit';",
  'css`.a { content: "Not words that anybody reads"; }`',
  "element.querySelector('h2, h3, main a')",
  "if (event.key === 'Escape') close();",
])('%s has typed none', (source) => {
  expect(typedStrings(source)).toEqual([]);
});
