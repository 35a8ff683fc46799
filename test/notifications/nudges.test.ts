import fc from 'fast-check';
import {
  defaultPreferences,
  patched,
  type PreferencesPatch,
} from '../../functions/src/contracts/preferences';
import { dueNudges, milestoneNear, nextNudgeAt, nudgesOf } from '../../functions/src/engine/nudges';
import { userFields } from '../../functions/src/engine/userFields';
import { neverReminded, reminder } from '../../functions/src/features/notifications/reminder';
import { program } from '../../functions/src/program';
import { instantOf, person } from '../streaks/person';

/** Active from 2 to 4 March in Berlin, not on the 5th: the run ends on the 6th at 04:00. */
const lost = () => {
  const someone = person('Europe/Berlin');
  for (const day of ['02', '03', '04']) someone.log(`2026-03-${day}T12:00+01:00`);
  return someone;
};

const iso = (instant: number | null) =>
  instant === null
    ? null
    : new Date(instant).toLocaleString('sv', { timeZone: 'Europe/Berlin' }).slice(0, 16);

const plan = (settled: Parameters<typeof nudgesOf>[0], rules = program) =>
  nudgesOf(settled, rules).map(({ at, event: { id } }) => `${iso(at)} ${id}`);

test('whoever loses a run hears of the offer twice, is asked to come back twice, and is left alone', () => {
  expect(plan(lost().settle('2026-03-06T04:07+01:00'))).toEqual([
    '2026-03-06 16:00 recovery_halfway.2026-03-05',
    '2026-03-06 20:00 recovery_closing.2026-03-05',
    '2026-03-07 20:00 away.2026-03-04.3',
    '2026-03-11 20:00 away.2026-03-04.7',
    '2026-03-18 20:00 away.2026-03-04.14',
  ]);
});

test('the user document says when the first of them is due, and none is due while the run lives', () => {
  const dueAt = (at: string) => iso(userFields(lost().settle(at), program).remindAt ?? null);
  expect(dueAt('2026-03-04T12:00+01:00')).toBe('2026-03-05 20:00'); // the run may be lost
  expect(dueAt('2026-03-06T04:07+01:00')).toBe('2026-03-06 16:00');
  expect(dueAt('2026-03-12T12:00+01:00')).toBe('2026-03-18 20:00');
  expect(dueAt('2026-03-18T20:40+01:00')).toBeNull();
});

test('a program tells what it wants to, and the rest costs nothing', () => {
  const rules = { ...program, messages: { away: false, recovery_halfway: false } as const };
  const settled = lost().settle('2026-03-06T04:07+01:00');
  expect(plan(settled, rules)).toEqual(['2026-03-06 20:00 recovery_closing.2026-03-05']);
});

test('a run of a day cannot be won back, so nothing is said of that', () => {
  const someone = person('Europe/Berlin');
  someone.log('2026-03-04T12:00+01:00');
  expect(plan(someone.settle('2026-03-06T04:07+01:00'))).toEqual([
    '2026-03-07 20:00 away.2026-03-04.3',
    '2026-03-11 20:00 away.2026-03-04.7',
    '2026-03-18 20:00 away.2026-03-04.14',
  ]);
});

test('the end of a pause is told on its last day while there is a run', () => {
  const someone = lost();
  const pause = { kind: 'pause', from: '2026-03-05', to: '2026-03-10' } as const;
  const settled = someone.announce({ at: instantOf('2026-03-04T13:00+01:00'), ...pause });
  expect(plan(settled)).toEqual(['2026-03-10 20:00 pause_ending.2026-03-10']);
});

test('nobody who has said that they are away is asked to come back', () => {
  const someone = lost();
  someone.settle('2026-03-06T12:00+01:00');
  const pause = { kind: 'pause', from: '2026-03-06', to: '2026-03-12' } as const;
  const settled = someone.announce({ at: instantOf('2026-03-06T13:00+01:00'), ...pause });
  expect(plan(settled).filter((line) => line.includes('away'))).toEqual([
    '2026-03-18 20:00 away.2026-03-04.14',
  ]);
});

const decided = (at: string, patch: PreferencesPatch = {}, before = neverReminded) =>
  reminder(lost().settle(at), patched(defaultPreferences, patch), before, instantOf(at), program);

test.each([
  ['at its time: said', '2026-03-06T20:01+01:00', {}, 'recovery_closing.2026-03-05'],
  ['of half the time: only to who wants it', '2026-03-06T16:01+01:00', {}, undefined],
  [
    'of half the time, by who wants it: said',
    '2026-03-06T16:01+01:00',
    { kinds: { recovery_halfway: { push: true } } },
    'recovery_halfway.2026-03-05',
  ],
  ['of who is away: said', '2026-03-07T20:01+01:00', {}, 'away.2026-03-04.3'],
  ['a day late: not said', '2026-03-08T20:01+01:00', {}, undefined],
  ['by who wants no messages: not said', '2026-03-07T20:01+01:00', { enabled: false }, undefined],
])('a nudge %s', (_, at, patch, id) => {
  expect(decided(at, patch).nudges?.map((nudge) => nudge.id)).toEqual(id && [id]);
});

test('whoever lost runs in spite of many reminders is not asked to come back', () => {
  const known = { ...neverReminded, day: '2026-02-20', unanswered: 7 };
  expect(decided('2026-03-07T20:01+01:00', {}, known)).toEqual({ remindAt: null });
});

test('what came due just before an activity is still found, and is said once', () => {
  const { remindAt } = userFields(lost().settle('2026-03-06T20:05+01:00'), program);
  expect(iso(remindAt ?? null)).toBe('2026-03-06 20:00');
  const told = decided('2026-03-06T20:07+01:00').reminded;
  expect(told?.nudgedAt).toBe(instantOf('2026-03-06T20:07+01:00'));
  expect(decided('2026-03-06T20:22+01:00', {}, told).nudges).toBeUndefined();
});

/** Active for so many days in March, up to the first Sunday. */
const active = (days: number) => {
  const someone = person('Europe/Berlin');
  for (let day = 9 - days; day <= 8; day += 1) someone.log(`2026-03-0${day}T12:00+01:00`);
  return someone;
};

const evening = '2026-03-09T20:01+01:00';

test.each([
  ['six days, not active yet today', active(6).settle(evening), 'milestone_near.7.2026-03-09'],
  ['five days', active(5).settle(evening), undefined],
  ['seven days', active(7).settle(evening), undefined],
])('a milestone is near after %s: %#', (_, settled, id) => {
  expect(milestoneNear(settled, program)?.id).toBe(id);
});

test('a milestone is not near on a day that asks for nothing, or where the app has none', () => {
  const someone = active(6);
  expect(milestoneNear(someone.settle(evening), { milestones: [30] })).toBeUndefined();
  const pause = { kind: 'pause', from: '2026-03-09', to: '2026-03-10' } as const;
  const paused = someone.announce({ at: instantOf('2026-03-08T13:00+01:00'), ...pause });
  expect(milestoneNear(paused, program)).toBeUndefined();
});

const nearly = (patch: PreferencesPatch, before = neverReminded) => {
  const preferences = patched(defaultPreferences, patch);
  const settled = active(6).settle(evening);
  const { atRisk, nudges } = reminder(settled, preferences, before, instantOf(evening), program);
  return { isAtRisk: atRisk !== undefined, nudges: nudges?.map(({ kind }) => kind) };
};

const off = { push: false, email: false };

test.each([
  ['with the warning', {}, neverReminded, { isAtRisk: true, nudges: ['milestone_near'] }],
  [
    'alone to who wants no warnings',
    { kinds: { at_risk: off } },
    neverReminded,
    { isAtRisk: false, nudges: ['milestone_near'] },
  ],
  [
    'not to who does not want it',
    { kinds: { milestone_near: off } },
    neverReminded,
    { isAtRisk: true },
  ],
  [
    'not to who never comes when asked',
    {},
    { ...neverReminded, day: '2026-02-20', unanswered: 9 },
    { isAtRisk: false },
  ],
])('that a milestone is near is told %s', (_, patch, before, expected) => {
  expect(nearly(patch, before)).toEqual(expected);
});

test('whoever does nothing is told at most five things, each once, and then nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'America/Los_Angeles', 'Pacific/Apia'),
      (days, zone) => {
        const someone = person(zone);
        const start = Date.UTC(2026, 2, 20, 12);
        for (const day of [...new Set(days)].sort((a, b) => a - b)) {
          someone.log(start + day * 86_400_000);
        }
        let at = start + 13 * 86_400_000;
        const said: string[] = [];
        for (let step = 0; step < 400; step += 1) {
          at += 6 * 3_600_000;
          const nudges = nudgesOf(someone.settle(at), program);
          const due = dueNudges(nudges, at, null).map(({ id }) => id);
          said.push(...due.filter((id) => !said.includes(id)));
        }
        expect(said.length).toBeLessThanOrEqual(5);
        expect(nextNudgeAt(nudgesOf(someone.settle(at), program), at)).toBeNull();
      },
    ),
  );
});
