import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { examples } from '../web/elements/examples';
import { type BuiltElements, builtElements } from './builtElements';

let elements: BuiltElements;

beforeAll(async () => {
  elements = await builtElements();
});

afterAll(() => {
  elements.remove();
});

const defining = readFileSync(join(repository, 'web/src/elements/define.ts'), 'utf8');
const names = [...defining.matchAll(/'(streak-[\w-]+)': \w+,/g)].map(([, name = '']) => name);

it('has an example of every element', () => {
  expect(Object.keys(examples).sort()).toEqual(names.sort());
});

it('a server renders every element, as it is and with what it shows', async () => {
  const bare = Object.fromEntries(names.map((name) => [name, `<${name}></${name}>`]));
  for (const rendered of [await elements.rendered(examples), await elements.rendered(bare)]) {
    for (const name of names) {
      expect(rendered[name]).toContain('<template shadowroot="open" shadowrootmode="open">');
      expect(rendered[name]).not.toContain('This cannot be shown.');
    }
  }
});

it.each([
  ['streak-counter', '1,234 days'],
  ['streak-badges', 'November 1, 2026'],
  ['streak-calendar', 'November 2026'],
  ['streak-why', 'A freeze was used.'],
] as const)('<%s> says on a server what its attributes say', async (name, text) => {
  const { [name]: html } = await elements.rendered({ [name]: examples[name] });
  expect(html?.replaceAll(/<!--.*?-->|\s+/g, ' ')).toContain(text);
});

it('speaks the language of its own attribute, of which a server knows no other', async () => {
  const german = '<streak-badges lang="de"></streak-badges>';
  const html = await elements.rendered({ german });
  expect(html['german']).toContain('Abzeichen');
});

it('what is not as it should be, or not deployed, breaks no page', async () => {
  const rendered = await elements.rendered({
    ...{ json: '<streak-calendar month="2026-11" days="[{"></streak-calendar>' },
    ...{ shape: '<streak-badges badges="[null]"></streak-badges>' },
    ...{
      zone: '<streak-counter day-ends-at="2026-11-24T22:15:00Z" time-zone="Nowhere"></streak-counter>',
    },
    ...{ leftOut: `<streak-calendar month="2026-11" features='["sharing"]'></streak-calendar>` },
  });
  expect(rendered['json']).toContain('November 2026');
  expect(rendered['shape']).toContain('This cannot be shown.');
  expect(rendered['zone']).toContain('22:15');
  expect(rendered['leftOut']).toMatch(/<streak-calendar [^>]*not-deployed/);
  expect(rendered['leftOut']).not.toContain('November 2026');
});
