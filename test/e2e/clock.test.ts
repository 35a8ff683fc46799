import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Clock from '../../functions/src/platform/clock';

const HOUR_MS = 3_600_000;
const environment = { ...process.env };
const directory = mkdtempSync(join(tmpdir(), 'firestreak-'));
const file = join(directory, 'clock');

beforeEach(() => {
  jest.resetModules();
  const ofSuites = /^(K_SERVICE$|FUNCTIONS_EMULATOR$|FIREBASE_DEBUG_|FIRESTREAK_)/;
  for (const name of Object.keys(process.env)) {
    if (ofSuites.test(name)) Reflect.deleteProperty(process.env, name);
  }
});

afterAll(() => {
  process.env = environment;
  rmSync(directory, { recursive: true });
});

function clockNow(): number {
  return jest.requireActual<typeof Clock>('../../functions/src/platform/clock').clock.now();
}

function expectAhead(milliseconds: number): void {
  const ahead = clockNow() - Date.now();
  expect(Math.abs(ahead - milliseconds)).toBeLessThan(1000);
}

it('is the machine’s where no suite has set one', () => {
  process.env['K_SERVICE'] = 'getstreak';
  expectAhead(0);
});

it('is ahead by what the suite’s file says, at once when that changes', () => {
  process.env['FIRESTREAK_CLOCK_FILE'] = file;
  process.env['K_SERVICE'] = 'getstreak';
  process.env['FUNCTIONS_EMULATOR'] = 'true';
  writeFileSync(file, '0');
  expectAhead(0);
  writeFileSync(file, String(5 * HOUR_MS));
  expectAhead(5 * HOUR_MS);
});

it('cannot be set where functions are deployed', () => {
  process.env['FIRESTREAK_CLOCK_FILE'] = file;
  process.env['K_SERVICE'] = 'getstreak';
  expect(clockNow).toThrow('must not be set');
});
