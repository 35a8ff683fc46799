import { z } from 'zod';
import { errorFactsOf, framesIn, stackOf } from '../../functions/src/platform/errorFacts';
import { userDocument } from '../../functions/src/documents/streak';

const TYPED = 'zzcanary';

/** A line that looks like a frame of a file that is loaded. */
const feigned = `    at ${TYPED} (${__filename}:12345:1)`;

const coded = (error: Error, code: unknown) => Object.assign(error, { code });

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

const refusal = (schema: z.ZodType, data: unknown) => schema.safeParse(data).error;

test.each<[string, unknown, string]>([
  ['a message', new RangeError(`Invalid time zone: ${TYPED}`), 'RangeError: failed'],
  ['JSON', thrownBy(() => JSON.parse(`{"${TYPED}": ${TYPED}`)), 'SyntaxError: failed'],
  [
    'a field that is not there',
    thrownBy(() => (undefined as unknown as Record<string, unknown>)[TYPED]),
    'TypeError: failed',
  ],
  ['a URL', thrownBy(() => new URL(`//${TYPED}`)), 'TypeError: failed (code ERR_INVALID_URL)'],
  [
    'a refusal of the store',
    coded(new Error(`5 NOT_FOUND: users/${TYPED}`), 5),
    'Error: failed (code 5)',
  ],
  [
    'a refusal of Auth',
    coded(new Error(TYPED), 'auth/id-token-expired'),
    'Error: failed (code auth/id-token-expired)',
  ],
  ['a code of its own', coded(new Error(), TYPED), 'Error: failed'],
  ['a name of its own', Object.assign(new Error(), { name: TYPED }), 'Error: failed'],
  ['an answer', Object.assign(new Error(), { response: { body: TYPED } }), 'Error: failed'],
  [
    'a cause',
    new Error(TYPED, { cause: coded(new TypeError(TYPED), 14) }),
    'Error: failed\nCaused by: TypeError: (code 14)',
  ],
  [
    'several',
    new AggregateError([new Error(TYPED), new RangeError(TYPED)], TYPED),
    'AggregateError: failed\nCaused by: Error\nCaused by: RangeError',
  ],
  ['a text', TYPED, 'thrown string: failed'],
  ['an object', { message: TYPED, stack: feigned }, 'thrown object: failed'],
  ['nothing', undefined, 'thrown undefined: failed'],
  [
    'a value in a document',
    refusal(z.object({ displayName: z.literal('Ada') }), { displayName: TYPED }),
    'ZodError: failed (displayName: invalid_value)',
  ],
  [
    'a field that a document should not have',
    refusal(z.strictObject({}), { [TYPED]: 1 }),
    'ZodError: failed (: unrecognized_keys)',
  ],
])('of an error with %s, nothing of what it says is kept', (_, thrown, expected) => {
  const facts = errorFactsOf(thrown);
  expect(JSON.stringify(facts)).not.toContain(TYPED);
  const lines = stackOf('failed', facts).split('\n');
  expect(lines.filter((line) => !line.startsWith('    at ')).join('\n')).toBe(expected);
});

test('the fields that a schema of ours refused are named, keys that are data are not', () => {
  const recent = { '2026-03-01': { zone: 3, rewards: { [TYPED]: 'x' } } };
  const error = userDocument.safeParse({ shard: TYPED, streak: { recent } }).error;
  const [{ refused = [] } = {}] = errorFactsOf(error);
  expect(refused).toContain('shard: invalid_type');
  const { ledgerDay } = jest.requireActual<Record<string, z.ZodType>>(
    '../../functions/src/documents/streak',
  );
  const [{ refused: inDay = [] } = {}] = errorFactsOf(
    ledgerDay?.safeParse(recent['2026-03-01']).error,
  );
  expect(inDay).toContain('rewards.*: invalid_type');
});

test('frames are lines of files that are loaded, wherever the message says something like them', () => {
  const error = new Error(`first\n${feigned}\n    at ${TYPED} (/etc/passwd:1:1)`);
  const at = errorFactsOf(error)[0]?.at ?? [];
  expect(at[0]).toMatch(new RegExp(`^${__filename}:\\d+:\\d+$`));
  expect(at).not.toContain(`${__filename}:12345:1`);
  const changed = Object.assign(new Error(`${TYPED}\n${feigned}`), { message: 'changed since' });
  expect(JSON.stringify(errorFactsOf(changed))).not.toContain(TYPED);
});

test.each([
  ['a function', `    at act (${__filename}:3:4)`],
  ['a method under another name', `    at Object.act [as run] (${__filename}:3:4)`],
  ['what was waited for', `    at async act (${__filename}:3:4)`],
  ['a file', `    at ${__filename}:3:4`],
  ['a file that was waited for', `    at async ${__filename}:3:4`],
])('the frame of %s is found', (_, line) => {
  expect(framesIn(`Error: x\n${line}`)).toEqual([`${__filename}:3:4`]);
});

test('a stack that is long, or full of brackets, costs no time', () => {
  const hostile = `    at ${'( '.repeat(200)}\n`.repeat(5_000) + '('.repeat(1_000_000);
  const start = process.cpuUsage();
  expect(framesIn(hostile)).toEqual([]);
  expect(process.cpuUsage(start).user).toBeLessThan(500_000);
});
