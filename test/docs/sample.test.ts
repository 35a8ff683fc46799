import { join } from 'node:path';
import { program } from '../../functions/src/program';
import { repository } from '../../local/suite/repository';
import { readLog } from '../../tools/replay/readLog';

test('the sample log is one that the deployed program takes', async () => {
  const rows = await readLog(join(repository, 'docs/samples/activity.tsv'), program);
  expect(new Set(rows.map(({ user }) => user)).size).toBe(8);
  expect(rows.length).toBeGreaterThan(500);
});
