import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderMail, renderPush } from '../../functions/src/features/notifications/render';
import { catalogues, languages } from '../../functions/src/languages/catalogues';
import { loadTemplates } from '../../functions/src/platform/template';
import { onlyDirectory, runCommand } from '../../local/suite/commandLine';
import { pushCard } from './pushCard';
import { links, samples } from './samples';
import { findBrowser, screenshot } from './screenshot';

const MAIL_HEIGHT = 620;
const PUSH_HEIGHT = 160;

const usage = `Usage: npm run tool -- preview-templates [DIRECTORY]

Writes every message, in every language and form, as HTML and, where there is a Chromium or Chrome, as a
picture. CHROME_PATH names one. Default directory: .cache/previews`;

async function main(args: readonly string[]): Promise<void> {
  const directory = resolve(onlyDirectory(args) ?? join(__dirname, '../../.cache/previews'));
  mkdirSync(directory, { recursive: true });
  const browser = findBrowser();
  let files = 0;
  const write = (name: string, html: string, height: number) => {
    const file = join(directory, `${name}.html`);
    writeFileSync(file, html);
    if (browser !== undefined) screenshot(browser, file, join(directory, `${name}.png`), height);
    files += 1;
  };
  const fill = await loadTemplates();
  for (const language of languages) {
    for (const sample of samples) {
      const name = `${sample.name}.${language}`;
      const mail = renderMail(fill, { ...sample, language }, catalogues, links);
      write(`${name}.email`, mail.html, MAIL_HEIGHT);
      write(
        `${name}.push`,
        pushCard(renderPush(fill, { ...sample, language }, catalogues)),
        PUSH_HEIGHT,
      );
    }
  }
  process.stdout.write(`${files} messages are in ${directory}.\n`);
  if (browser === undefined) {
    process.stdout.write('No pictures: there is no Chromium or Chrome. CHROME_PATH names one.\n');
  }
}

runCommand(usage, main);
