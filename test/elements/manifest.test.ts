import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { type Manifest, elementsManifest } from '../../tools/elementsManifest/elementsManifest';
import { elementsPage } from '../../tools/elementsManifest/elementsPage';
import elementsPackage from '../../web/src/elements/package.json';
import { examples } from '../web/elements/examples';

const folder = join(repository, 'web/src/elements');
const read = (path: string) => readFileSync(path, 'utf8');
const kept = JSON.parse(read(join(folder, elementsPackage.customElements))) as Manifest;

const elements = kept.modules.flatMap(({ path, declarations }) => {
  const source = read(join(folder, path.replace(/^lib\/(\w+)\.js$/, '$1.ts')));
  return declarations.map((element) => ({ ...element, tagName: element.tagName ?? '', source }));
});

const namesIn = (source: string, pattern: RegExp) =>
  [...new Set([...source.matchAll(pattern)].map(([, name = '']) => name))].sort();

const names = (all: readonly { readonly name: string }[] = []) =>
  all.map(({ name }) => name).sort();

it('says what the doc comments say; `npm run tool -- elements-manifest` writes it', async () => {
  const manifest = await elementsManifest();
  expect(kept).toEqual(manifest);
  expect(read(join(repository, 'docs/elements.md'))).toBe(elementsPage(manifest));
});

it('has every element', () => {
  expect(elements.map(({ tagName }) => tagName).sort()).toEqual(Object.keys(examples).sort());
});

it.each(elements)('<$tagName> has the parts and slots that are documented', (element) => {
  expect(names(element.cssParts)).toEqual(namesIn(element.source, / part="([\w-]+)"/g));
  expect(names(element.slots)).toEqual(namesIn(element.source, /<slot name="([\w-]+)"/g));
});

it.each(elements)('<$tagName> explains everything that it takes and tells', (element) => {
  const { attributes = [], members = [], events = [] } = element;
  const taken = attributes.map(({ fieldName }) => members.find(({ name }) => name === fieldName));
  const unexplained = [...taken, ...events].filter((each) => (each?.description ?? '') === '');
  expect(unexplained).toEqual([]);
  const fired = namesIn(element.source, /'(streak-[\w-]+)'[,)]/g);
  expect(names(events)).toEqual(expect.arrayContaining(fired));
});

it('has the custom properties that a page can set', () => {
  const settable = namesIn(read(join(folder, 'tokens.ts')), /var\(\s*(--streak-[\w-]+)/g);
  for (const { cssProperties } of elements) expect(names(cssProperties)).toEqual(settable);
});
