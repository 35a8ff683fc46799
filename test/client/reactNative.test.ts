import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { newId } from '../../client/src/newId';

test('in a runtime without browser globals, what is logged offline is kept and sent later, under its id', () => {
  const program = join(__dirname, 'bare/runBare.mjs');
  const { offline, online, sent, kept, present } = JSON.parse(
    execFileSync(process.execPath, [program]).toString(),
  ) as {
    offline: { activityId: string; timeZone: string }[];
    online: object[];
    sent: { url: string; data: { activityId: string } }[];
    kept: string[];
    present: string[];
  };
  expect(present).toEqual([]);
  expect(offline).toMatchObject([{ userId: 'ada', timeZone: 'Europe/Berlin' }]);
  expect(offline[0]?.activityId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-/);
  expect(kept).toEqual(['firestreak demo-bare']);
  expect(sent.map(({ data }) => data.activityId)).toEqual([offline[0]?.activityId]);
  expect(online).toEqual([]);
});

test('ids differ, with and without the random source of a browser', () => {
  const { crypto } = globalThis;
  const made = (count: number) => new Set(Array.from({ length: count }, () => newId()));
  expect(made(1000).size).toBe(1000);
  Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
  try {
    expect(made(1000).size).toBe(1000);
  } finally {
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
  }
});
