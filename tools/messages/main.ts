import {
  renderActions,
  renderMail,
  renderPush,
} from '../../functions/src/features/notifications/render';
import { catalogues, type Language, languages } from '../../functions/src/languages/catalogues';
import { loadTemplates } from '../../functions/src/platform/template';
import { runCommand } from '../../local/suite/commandLine';
import { links, samples } from '../previewTemplates/samples';

const usage = `Usage: npm run tool -- messages [LANGUAGE ...]

Prints every message in every form as a table to be read aloud, in all languages or in those that are named.`;

const isLanguage = (tag: string): tag is Language => languages.some((each) => each === tag);

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.find((tag) => !isLanguage(tag));
  if (unknown !== undefined) throw new Error(`There is no language ${unknown}.`);
  const chosen = args.length > 0 ? args.filter(isLanguage) : languages;
  const fill = await loadTemplates();
  for (const { name, ...sample } of samples) {
    for (const language of chosen) {
      const telling = { ...sample, language };
      const { title, body } = renderPush(fill, telling, catalogues);
      const [open] = renderActions(fill, telling, catalogues);
      const { subject, text } = renderMail(fill, telling, catalogues, links);
      const [mail = ''] = text.split(`\n\n${open?.title ?? ''}: `);
      const rows = [
        `push    ${title}  (${title.length})`,
        `        ${body}  (${body.length})`,
        `button  ${open?.title ?? ''}`,
        `mail    ${subject}`,
        ...mail.split('\n\n').map((paragraph) => `        ${paragraph}`),
      ];
      process.stdout.write(`${name} ${language}\n${rows.join('\n')}\n\n`);
    }
  }
}

runCommand(usage, main);
