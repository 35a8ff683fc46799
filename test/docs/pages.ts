import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';

const folders = ['.', 'docs', 'docs/decisions', 'functions', 'client', 'web/src/elements'];
const others = ['local/firestore', 'local/host', 'local/pubsub', 'examples/existing-app'];

/** Every page that says how something is done now, as a path below the repository. */
const pages = [...folders, ...others].flatMap((folder) =>
  readdirSync(join(repository, folder))
    .filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md')
    .map((name) => join(folder, name)),
);

/** Code that a page shows. */
export interface Block {
  readonly page: string;
  /** Where it begins. */
  readonly line: number;
  readonly text: string;
}

/** The blocks of code in these languages, on all pages. */
export function blocksIn(...languages: readonly string[]): Block[] {
  const fence = new RegExp(`^( *)\`\`\`(?:${languages.join('|')})\\n([^]*?)^ *\`\`\`$`, 'gm');
  return pages.flatMap((page) => {
    const whole = textOf(page);
    return [...whole.matchAll(fence)].map(({ 1: indent = '', 2: text = '', index }) => ({
      page,
      line: whole.slice(0, index).split('\n').length,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }));
  });
}

/** Code within the text of pages that begins so. */
export function codeBeginningWith(start: RegExp): Block[] {
  return pages.flatMap((page) => {
    const whole = textOf(page);
    const blanked = whole.replaceAll(/^ *```[^]*?^ *```$/gm, (block) =>
      block.replaceAll(/[^\n]/g, ''),
    );
    return [...blanked.matchAll(/`([^`]+)`/g)].flatMap(({ 1: code = '', index }) => {
      const text = code.replaceAll(/\s+/g, ' ');
      const line = blanked.slice(0, index).split('\n').length;
      return start.test(text) ? [{ page, line, text }] : [];
    });
  });
}

function textOf(page: string): string {
  return readFileSync(join(repository, page), 'utf8');
}
