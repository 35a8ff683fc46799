import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { newId } from '../../client/src/newId';

interface Told {
  readonly offline: { activityId: string; timeZone: string }[];
  readonly online: object[];
  /** What became of what was logged once there was a network. */
  readonly next: string;
  readonly sent: { url: string; data: { activityId: string } }[];
  readonly kept: string[];
  readonly present?: string[];
}

const told = (program: string) =>
  JSON.parse(execFileSync(process.execPath, [join(__dirname, 'bare', program)]).toString()) as Told;

test.each([
  ['in a runtime without browser globals', 'runBare.mjs'],
  ['in Hermes, as bytecode', 'runHermes.mjs'],
])('%s, what is logged offline is kept and sent later, under its id', (_, program) => {
  const { offline, online, next, sent, kept, present = [] } = told(program);
  expect(present).toEqual([]);
  expect(offline).toMatchObject([{ userId: 'ada', timeZone: 'Europe/Berlin' }]);
  expect(offline[0]?.activityId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-/);
  expect(kept).toEqual(['firestreak demo-bare']);
  expect(sent.map(({ data }) => data.activityId)).toEqual([
    offline[0]?.activityId,
    expect.any(String),
  ]);
  expect([online, next]).toEqual([[], 'recorded']);
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
