import * as functions from '../functions/src';
import { openToAnyone } from '../functions/src/access';
import { scaling } from '../functions/src/scaling';

const endpoints = Object.entries(functions).map(([name, { __endpoint: endpoint }]) => ({
  name,
  endpoint,
}));

test.each(endpoints)('$name scales as its row says', ({ name, endpoint }) => {
  const { maxInstances, platform } = endpoint;
  const concurrency = platform === 'gcfv1' ? 1 : endpoint.concurrency; // it knows no other
  const { why, ...row } = scaling[name as keyof typeof scaling];
  expect({ maxInstances, concurrency }).toEqual(row);
  expect(why).not.toBe('');
});

test('there is a row for each function, and no other', () => {
  expect(Object.keys(scaling).sort()).toEqual(endpoints.map(({ name }) => name).sort());
});

test('every HTTPS function is in the access table, and no other', () => {
  const open = endpoints.filter(({ endpoint }) => 'httpsTrigger' in endpoint);
  expect(Object.keys(openToAnyone).sort()).toEqual(open.map(({ name }) => name).sort());
});
