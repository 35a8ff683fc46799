import { readFileSync } from 'node:fs';
import { Language, Parser } from 'web-tree-sitter';
import { checkTimeZone } from '../../functions/src/engine/zones';
import { callables } from '../../functions/src/functions';
import { withLimitTable } from '../../tools/apiDocs/limitTable';
import { blocksIn } from './pages';

const ofPhones = ['swift', 'kotlin', 'dart'] as const;

describe('samples for phones', () => {
  beforeAll(() => Parser.init());

  test.each(ofPhones)('in %s can be read, and call functions that there are', async (language) => {
    const grammar = require.resolve(`tree-sitter-wasms/out/tree-sitter-${language}.wasm`);
    const parser = new Parser().setLanguage(await Language.load(readFileSync(grammar)));
    const blocks = blocksIn(language);
    expect(blocks.length).toBeGreaterThan(0);
    const hasError = (text: string) => parser.parse(text)?.rootNode.hasError;
    expect(blocks.filter(({ text }) => hasError(text))).toEqual([]);
    expect(blocks.every(({ text }) => hasError(text.replace('(', '{')))).toBe(true);
    const called = blocks.flatMap(({ text }) =>
      [...text.matchAll(/[hH]ttpsCallable\(["'](\w+)/g)].map(([, name = '']) => name),
    );
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((name) => !Object.hasOwn(callables, name))).toEqual([]);
  });
});

test.each([
  ['US/Pacific', 'US/Pacific'],
  ['europe/berlin', 'Europe/Berlin'],
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['Etc/GMT-2', 'Etc/GMT-2'],
  ['UTC', 'UTC'],
])('a zone that a phone reports as %s is taken as %s', (reported, zone) => {
  expect(checkTimeZone(reported)).toBe(zone);
});

test.each(['GMT+02:00', 'GMT+0200', '+02:00', 'PST'])('%s is refused with advice', (reported) => {
  expect(() => checkTimeZone(reported)).toThrow('must be an IANA name such as "Europe/Berlin"');
});

test('docs/quotas.md has the limits of every callable, as api-docs writes them', () => {
  const page = readFileSync(`${__dirname}/../../docs/quotas.md`, 'utf8');
  expect(withLimitTable(page)).toBe(page);
  for (const name of Object.keys(callables)) expect(page).toContain(`\`${name}\``);
});
