import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appEventSchema, withAppEventTable } from '../../tools/apiDocs/appEvents';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');

test('docs/events.md has every type of event, as `npm run tool -- api-docs` writes it', () => {
  const page = read('docs/events.md');
  expect(withAppEventTable(page)).toBe(page);
});

test('the package has their JSON Schema', () => {
  expect(JSON.parse(read('functions/events.schema.json'))).toEqual(JSON.parse(appEventSchema()));
  expect(JSON.parse(read('functions/package.json'))).toMatchObject({
    exports: { './events.schema.json': './events.schema.json' },
    files: expect.arrayContaining(['events.schema.json']) as unknown,
  });
});
