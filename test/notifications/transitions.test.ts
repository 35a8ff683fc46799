import fc from 'fast-check';
import {
  type Delivery,
  isClosed,
  newDelivery,
  type Outcome,
} from '../../functions/src/documents/delivery';
import { withMessage } from '../../functions/src/features/notifications/store';
import { note, type Report } from '../../functions/src/features/notifications/trackOpen';
import {
  type Change,
  claim,
  conclude,
  defer,
  end,
  LEASE_MS,
} from '../../functions/src/features/notifications/transitions';

const key = { uid: 'ada', eventId: 'milestone.7.2026-03-01', channel: 'email' } as const;
const fresh = newDelivery(key, 'milestone', 'test', 0);
const accepted: Outcome = { is: 'accepted', providerIds: ['m1'], reached: [] };
const later: Outcome = {
  ...{ is: 'later', code: '503', attempted: true },
  ...{ reached: [], providerIds: [] },
};

function after(delivery: Delivery, ...changes: Change[]): Delivery {
  return changes.reduce((current, change) => change(current) ?? current, delivery);
}

test('a delivery that is claimed cannot be claimed again before its lease is over', () => {
  const claimed = after(fresh, claim(0));
  expect(claimed).toMatchObject({ status: 'sending', attempts: 1, dueAt: LEASE_MS });
  expect(claim(LEASE_MS - 1)(claimed)).toBeUndefined();
  expect(claim(LEASE_MS)(claimed)).toMatchObject({ attempts: 2 });
});

test('what is known to be out closes the delivery, also when the attempt no longer counts', () => {
  const second = after(fresh, claim(0), claim(LEASE_MS));
  expect(conclude(1, later, LEASE_MS)(second)).toBeUndefined();
  expect(conclude(1, accepted, LEASE_MS)(second)).toMatchObject({ status: 'sent', dueAt: null });
});

test('waits double from a minute to two hours, and after 12 attempts it is given up', () => {
  let delivery = fresh;
  let now = 0;
  const waits: number[] = [];
  while (!isClosed(delivery)) {
    delivery = after(delivery, claim(now));
    delivery = after(delivery, conclude(delivery.attempts, later, now));
    if (delivery.dueAt !== null) waits.push((delivery.dueAt - now) / 60_000);
    now = delivery.dueAt ?? now;
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120, 120, 120]);
  expect(delivery).toMatchObject({ status: 'failed', reason: '503', attempts: 12 });
});

test('a provider that is known to be down costs no attempt', () => {
  const down = after(fresh, claim(0), conclude(1, { ...later, attempted: false }, 0));
  expect(down).toMatchObject({ status: 'waiting', attempts: 0, dueAt: 60_000 });
});

test('Retry-After counts where it is longer than the wait', () => {
  const waiting = after(fresh, claim(0), conclude(1, { ...later, at: 3_600_000 }, 0));
  expect(waiting.dueAt).toBe(3_600_000);
});

test('a mail that bounced after it was taken stays bounced', () => {
  const bounced = note({ id: 'b', kind: 'failed', at: 5, reason: 'bounce' });
  const delivery = after(fresh, claim(0), bounced, conclude(1, accepted, 6));
  expect(delivery).toMatchObject({ status: 'failed', reason: 'bounce' });
});

const changes = fc.constantFrom<(now: number) => Change>(
  claim,
  (now) => defer(now + 3_600_000, now),
  (now) => end('withdrawn', 'corrected', now),
  (now) => conclude(1, accepted, now),
  (now) => conclude(1, later, now),
  (now) => conclude(2, later, now),
  (now) => conclude(1, { is: 'refused', code: '400' }, now),
  (now) => conclude(1, { is: 'unknown', code: 'ECONNRESET' }, now),
);

const histories = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), changes), { maxLength: 25 });

test('a message that is out stays out, and nobody claims it any more', () => {
  fc.assert(
    fc.property(histories, (history) => {
      let delivery = fresh;
      let now = 0;
      let isOut = false;
      for (const [minutes, change] of history) {
        now += minutes * 60_000;
        const next = change(now)(delivery) ?? delivery;
        if (isOut && next.status !== 'sent') return false;
        isOut ||= next.status === 'sent';
        delivery = next;
      }
      return !isOut || (claim(now + LEASE_MS)(delivery) === undefined && delivery.dueAt === null);
    }),
    { numRuns: 3000 },
  );
});

test('an open delivery always has an instant at which it goes on, and a closed one never', () => {
  fc.assert(
    fc.property(histories, (history) => {
      let delivery = fresh;
      let now = 0;
      for (const [minutes, change] of history) {
        now += minutes * 60_000;
        delivery = change(now)(delivery) ?? delivery;
      }
      return isClosed(delivery) === (delivery.dueAt === null);
    }),
    { numRuns: 3000 },
  );
});

const reports: readonly Report[] = [
  { id: 'p', kind: 'accepted', at: 1 },
  { id: 'd', kind: 'delivered', at: 2 },
  { id: 'o', kind: 'opened', at: 3 },
];

test('reports come to the same in any order and any number', () => {
  const sent = after(fresh, claim(0), conclude(1, accepted, 0));
  const inOrder = after(sent, ...reports.map(note));
  fc.assert(
    fc.property(fc.shuffledSubarray([...reports, ...reports], { minLength: 6 }), (shuffled) => {
      const { reports: ids, deliveredAt, ...rest } = after(sent, ...shuffled.map(note));
      expect([...ids].sort()).toEqual(['d', 'o', 'p']);
      expect([2, 3]).toContain(deliveredAt); // an opened mail was delivered, at the latest then
      expect({ ...inOrder, ...rest }).toEqual(inOrder);
    }),
  );
});

test('however many reports come, each counts once, and those that matter are never passed over', () => {
  const opens = (from: number, to: number): Report[] =>
    Array.from({ length: to - from }, (_, n) => ({ id: `o${from + n}`, kind: 'opened', at: 3 }));
  const complaint: Report = { id: 'c', kind: 'delivered', at: 4, hasEffects: true };
  const flooded = after(fresh, claim(0), ...opens(0, 300).map(note));
  expect(flooded.reports.length).toBeLessThanOrEqual(50);
  const complained = after(flooded, note(complaint));
  expect(complained.reports).toContain('c');
  const flooded2 = after(complained, ...opens(300, 600).map(note));
  expect(note(complaint)(flooded2)).toBeUndefined();
  for (const open of opens(0, 600)) expect(note(open)(flooded2)).toBeUndefined();
  const many = Array.from({ length: 2000 }, (_, n) => note({ ...complaint, id: `c${n}` }));
  expect(after(flooded2, ...many).reports.length).toBeLessThanOrEqual(500);
});

describe('the daily cap', () => {
  const told = (eventId: string, channel: 'push' | 'email' = 'push') => ({ eventId, channel });
  const cap = (most: number, day = '2026-03-02') => ({ day, most, orElse: null });

  test('counts an event once, on each channel for itself, and anew each day', () => {
    const one = withMessage(undefined, told('a'), cap(1));
    if (one === 'full') throw new Error('full');
    expect(withMessage(one, told('a'), cap(1))).toBe(one);
    expect(withMessage(one, told('b'), cap(1))).toBe('full');
    expect(withMessage(one, told('b', 'email'), cap(1))).toMatchObject({
      push: ['a'],
      email: ['b'],
    });
    expect(withMessage(one, told('b'), cap(1, '2026-03-03'))).toMatchObject({
      push: ['b'],
    });
  });

  test('of nothing lets nothing out', () => {
    expect(withMessage(undefined, told('a'), cap(0))).toBe('full');
  });
});
