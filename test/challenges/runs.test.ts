import type { Challenge } from '../../functions/src/engine/challenges';
import { person } from '../streaks/person';

const run: Challenge = {
  title: 'Three in a row',
  goal: { kind: 'run', target: 3 },
  window: { kind: 'days', first: '2026-03-01', last: '2026-03-31' },
  reward: { xp: 0, freezes: 0 },
};

/** Active on 2 and 4 March; the flight to Auckland on the 3rd passes over most of that day. */
function traveller() {
  const someone = person('America/Los_Angeles');
  someone.join('2026-03-01T12:00:00-08:00', 'run', run);
  someone.log('2026-03-02T22:00:00-08:00');
  someone.move('2026-03-03T08:00:00-08:00', 'Pacific/Auckland');
  someone.log('2026-03-04T12:00:00+13:00');
  return someone;
}

describe('a run in a challenge goes on over a day that a journey passed over', () => {
  test('while that day is judged', () => {
    const someone = traveller();
    someone.log('2026-03-05T12:00:00+13:00');
    someone.settle('2026-03-05T13:00:00+13:00');
    expect(someone.parts.get('run')).toEqual({ value: 3, completedOn: '2026-03-05' });
  });

  test('and when it is sealed before the run goes on', () => {
    const someone = traveller();
    someone.settle('2026-03-08T01:00:00+13:00');
    expect(someone.ledger.get('2026-03-03')).toMatchObject({ keptReason: 'travel' });
    expect(someone.state().checkpoint.through).toBe('2026-03-03');
    const deliveredAt = '2026-03-08T01:30:00+13:00';
    someone.log('2026-03-06T02:00:00+13:00', { deliveredAt });
    someone.settle(deliveredAt);
    expect(someone.parts.get('run')).toEqual({ value: 3, completedOn: '2026-03-05' });
  });
});
