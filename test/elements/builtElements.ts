import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { run } from '../../tools/packageCheck/run';

/** The elements as a server imports them. */
export interface BuiltElements {
  /** The HTML of each of some elements, by name, as a server in plain Node renders it. */
  rendered(markup: Readonly<Record<string, string>>): Promise<Record<string, string>>;
  remove(): void;
}

/** What a page is sent for an element, or why there is nothing. */
interface Outcome {
  readonly html?: string;
  readonly problem?: string;
}

/** Builds the elements where Node finds what they need. */
export async function builtElements(): Promise<BuiltElements> {
  const cache = join(repository, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'elements-'));
  const vite = join(repository, 'node_modules/vite/bin/vite.js');
  const entry = join(repository, 'web/src/elements/index.ts');
  const options = ['--ssr', entry, '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  await run(process.execPath, [vite, 'build', ...options], folder);
  return {
    rendered: async (markup) => {
      const script = join(__dirname, 'renderOnServer.mjs');
      const text = JSON.stringify(markup);
      const printed = await run(
        process.execPath,
        [script, join(folder, 'index.mjs'), text],
        folder,
      );
      const outcomes = Object.entries(JSON.parse(printed) as Record<string, Outcome>);
      return Object.fromEntries(
        outcomes.map(([name, { html, problem }]) => {
          if (html === undefined) throw new Error(`<${name}>: ${problem ?? ''}`);
          return [name, html];
        }),
      );
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
