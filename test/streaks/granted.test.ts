import { noOutages } from '../../functions/src/engine/outages';
import { program } from '../../functions/src/program';
import { emptyDay } from '../../functions/src/engine/dayRecord';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { settle } from '../../functions/src/engine/settle';
import type { StreakState } from '../../functions/src/engine/streakState';
import { person } from './person';

const open: LedgerDay = {
  ...emptyDay,
  verdict: 'open',
  changes: 0,
  xp: 0,
  current: 0,
  freezesBefore: 0,
  freezes: 0,
  zone: 'UTC',
  start: 0,
  end: 0,
  programVersion: '1',
};

function grant(state: StreakState, day: string, granted: LedgerDay['granted']): StreakState {
  const entry = { ...open, ...state.recent[day], ...(granted && { granted }) };
  return { ...state, recent: { ...state.recent, [day]: entry } };
}

/** Active on the 5th and 6th; the 7th is missed. */
function broken(): StreakState {
  const someone = person('UTC');
  someone.log('2026-01-05T12:00Z');
  someone.log('2026-01-06T12:00Z');
  return someone.settle('2026-01-08T05:00Z').state;
}

test('a broken day that is granted becomes kept, and its run is restored', () => {
  const now = Date.parse('2026-01-08T06:00Z');
  const { tally, events, changedDays, state } = settle(
    grant(broken(), '2026-01-07', 'recovered'),
    now,
    program,
    noOutages,
  );
  expect(tally).toMatchObject({ current: 2, runStart: '2026-01-05', brokenRuns: 0 });
  expect(changedDays['2026-01-07']).toMatchObject({
    verdict: 'kept',
    granted: 'recovered',
    keptReason: 'recovered',
    changes: 1,
  });
  expect(events.map(({ id }) => id)).toEqual(['recovered.2026-01-07.1']);
  expect(settle(state, now, program, noOutages)).toMatchObject({
    events: [],
    changedDays: {},
    state,
  });
});

test('days paused ahead are not waited for', () => {
  const someone = person('UTC');
  const at = Date.parse('2026-01-05T12:00Z');
  someone.log(at);
  const pause = { kind: 'pause', at, from: '2026-01-06', to: '2026-01-07' } as const;
  expect(someone.announce(pause).lapseAt).toBe(Date.parse('2026-01-09T04:00Z'));
  const verdicts = someone.settle('2026-01-09T04:00Z').changedDays;
  expect(Object.values(verdicts).map(({ verdict }) => verdict)).toEqual(['kept', 'kept', 'broken']);
});
