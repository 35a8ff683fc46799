import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as functions from '../../functions/src';
import { contracts } from '../../tools/apiDocs/contracts';
import { apiDocs } from '../../tools/apiDocs/apiDocs';

test('docs/api.md is what `npm run tool -- api-docs` makes of the schemas', () => {
  expect(readFileSync(join(__dirname, '../../docs/api.md'), 'utf8')).toBe(apiDocs());
});

test('every callable has a contract, and every contract a callable of its name', () => {
  const callables = Object.entries(functions).filter(
    ([, deployed]) => 'callableTrigger' in deployed.__endpoint,
  );
  const names = contracts.map(({ name }) => name);
  expect(names.sort()).toEqual(callables.map(([name]) => name).sort());
});
