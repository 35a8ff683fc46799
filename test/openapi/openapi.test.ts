import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { repository } from '../../local/suite/repository';
import { contracts } from '../../tools/apiDocs/contracts';
import { openApi } from '../../tools/openapi/document';
import { phoneLanguages, typesIn } from '../../tools/openapi/types';

const text = openApi();

const document = JSON.parse(text) as {
  paths: Record<string, { post: Record<'requestBody' | 'responses', object> }>;
  components: { schemas: Record<string, object> };
};

/** What the kept validator says of a document. */
function validated(document: string): { valid: boolean; errors: unknown } {
  const program = join(__dirname, 'validate.mjs');
  const said = execFileSync(process.execPath, [program], { input: document });
  return JSON.parse(said.toString()) as { valid: boolean; errors: unknown };
}

test('docs/openapi.json is as `npm run tool -- openapi` writes it', () => {
  expect(readFileSync(join(repository, 'docs/openapi.json'), 'utf8')).toBe(text);
});

test('it is a document of OpenAPI 3.1, which a slip would be found in', () => {
  expect(validated(text)).toEqual({ valid: true, errors: [] });
  expect(validated(text.replaceAll('"responses"', '"answers"')).valid).toBe(false);
});

test('each callable is in it, with the envelope of callables', () => {
  const { paths } = document;
  expect(Object.keys(paths)).toEqual(contracts.map(({ name }) => `/${name}`));
  const { requestBody, responses } = paths['/logActivity']?.post ?? {};
  const within = (field: string, type: string) => ({
    ...{ type: 'object', required: [field] },
    properties: { [field]: { $ref: `#/components/schemas/${type}` } },
  });
  const body = (schema: object) => ({ content: { 'application/json': { schema } } });
  expect(requestBody).toMatchObject(body(within('data', 'LogActivityRequest')));
  expect(responses).toMatchObject({
    '200': body(within('result', 'LogActivityResponse')),
    '401': { $ref: '#/components/responses/Refused401' },
    '400': body({ allOf: [{ $ref: '#/components/schemas/Refusal' }, expect.any(Object)] }),
  });
});

test('what several answers have in them is there once, and whatever is referred to is there', () => {
  const references = [...text.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path = '']) => path);
  const isThere = (path: string) =>
    path.split('/').reduce((at: unknown, name) => (at as Record<string, unknown>)[name], document);
  expect(references.filter((path) => isThere(path) === undefined)).toEqual([]);
  for (const view of ['Streak', 'Event', 'Participation', 'Preferences']) {
    const uses = references.filter((path) => path === `components/schemas/${view}`).length;
    expect([view, uses > 1]).toEqual([view, true]);
  }
  const { schemas } = document.components;
  expect(schemas['SetPauseResponse']).toMatchObject({
    properties: { streak: { $ref: '#/components/schemas/Streak' } },
  });
});

describe('types for phones', () => {
  beforeAll(() => Parser.init());

  test.each(phoneLanguages)('in $name can be read, and know every request', async (language) => {
    const types = await typesIn(language);
    const grammar = `tree-sitter-wasms/out/tree-sitter-${language.name}.wasm`;
    const parser = new Parser();
    parser.setLanguage(await Language.load(readFileSync(require.resolve(grammar))));
    expect(parser.parse(types)?.rootNode.hasError).toBe(false);
    expect(parser.parse(types.replace('{', '('))?.rootNode.hasError).toBe(true);
    expect(types).toMatch(/\b(class|struct) LogActivityRequest\b/);
    expect(types).toMatch(/\b(class|struct) GetStreakResponse\b/);
    expect(types.match(/\b(class|struct) \w*Streak\b/g)).toHaveLength(1); // one type for every answer
  });
});
