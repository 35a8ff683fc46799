import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_DATABASE } from '../../functions/src/config/parameters';
import firebaseJson from '../../firebase.json';
import { registered } from '../support/unregistered';

const page = readFileSync(join(__dirname, '../../docs/database.md'), 'utf8');

test('a move to another database takes every collection along, by its name', () => {
  const listed = /```\n([A-Za-z,]+)\n```/.exec(page)?.[1]?.split(',') ?? [];
  const names = [...registered].map((path) => path.slice(path.lastIndexOf('/') + 1));
  expect(listed.toSorted()).toEqual([...new Set(names)].sort());
});

test('rules and indexes are deployed to the database that functions use by default', () => {
  const [, example = ''] = /```json\n"firestore": ([^`]*)```/.exec(page) ?? [];
  expect(firebaseJson.firestore).toEqual(JSON.parse(example));
  expect(firebaseJson.firestore.map(({ database }) => database)).toEqual([DEFAULT_DATABASE]);
});
