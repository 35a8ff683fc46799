import fc from 'fast-check';
import {
  type SignsOfLife,
  isSilent,
  silenceOf,
} from '../../functions/src/features/retention/silence';
import { parseRetentionDays } from '../../functions/src/contracts/retentionDays';

const at = (instant: string) => Date.parse(instant);
const since = at('2026-03-10T12:00:00Z');
const early = at('2026-01-01T00:00:00Z');
const never = { standing: { lastActiveDay: null } };
const before = { settledAt: early };

test.each<[string, SignsOfLife, boolean]>([
  ['nobody was ever seen', never, true],
  ['the streak was changed in time', { ...never, streak: { settledAt: since } }, false],
  ['the streak was changed just too early', { ...never, streak: { settledAt: since - 1 } }, true],
  ['a call was marked in time', { ...never, seenAt: since }, false],
  ['a call of up to a day later went unmarked', { ...never, seenAt: since - 86_400_000 }, false],
  ['a mark is older than that', { ...never, seenAt: since - 86_400_001 }, true],
  [
    'the last active day may still have gone on in the west',
    { standing: { lastActiveDay: '2026-03-09' }, streak: before },
    false,
  ],
  ['it had ended everywhere', { standing: { lastActiveDay: '2026-03-08' }, streak: before }, true],
  [
    'a pause that was announced is not over',
    { ...never, streak: { ...before, plan: { pauses: [{ to: '2026-03-11' }] } } },
    false,
  ],
  [
    'a pause was over long ago',
    { ...never, streak: { ...before, plan: { pauses: [{ to: '2026-02-01' }] } } },
    true,
  ],
])('%s', (_, signs, expected) => {
  expect(isSilent(signs, since)).toBe(expected);
});

test('whoever is silent is found by their last active day', () => {
  const instants = fc.integer({ min: at('1971-01-01'), max: at('2999-01-01') });
  fc.assert(
    fc.property(instants, fc.integer({ min: 30, max: 10_000 }), fc.integer(), (now, days, ago) => {
      const silence = silenceOf(days, Math.max(now, at('2100-01-01')));
      const lastActiveDay = new Date(silence.since + (ago % 5) * 86_400_000)
        .toISOString()
        .slice(0, 10);
      if (!isSilent({ standing: { lastActiveDay } }, silence.since)) return;
      expect(lastActiveDay <= silence.lastActiveDay).toBe(true);
    }),
  );
});

test.each([
  ['0', 0],
  ['30', 30],
  ['365', 365],
  ['10000', 10_000],
])('RETENTION_DAYS=%s', (text, days) => {
  expect(parseRetentionDays(text)).toBe(days);
});

test.each([
  '',
  '1',
  '29',
  '-1',
  '-365',
  '30.5',
  '3e2',
  '0x40',
  '90 days',
  '10001',
  'NaN',
  '٣٦٥',
  'never',
  '00',
])('RETENTION_DAYS=%j is refused with what it must be', (text) => {
  expect(() => parseRetentionDays(text)).toThrow(
    'RETENTION_DAYS must be 0 (users never expire) or a whole number of days from 30 to 10000.',
  );
});
