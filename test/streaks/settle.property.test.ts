import { Timestamp } from 'firebase-admin/firestore';
import fc from 'fast-check';
import { recordActivity } from '../../functions/src/engine/recordActivity';
import { z } from 'zod';
import { noOutages } from '../../functions/src/engine/outages';
import type { Write } from '../../functions/src/platform/write';
import { program as lawSchool } from '../../functions/src/program';
import { readStreak, streakWrites, userOf } from '../../functions/src/documents/user';
import { settle } from '../../functions/src/engine/settle';
import { userDocument } from '../../functions/src/documents/streak';
import type { Tally } from '../../functions/src/engine/tally';
import { DAY, HOUR } from '../shared/wallClock';
import { programs } from './programs';
import { type Life, live, lives } from './histories';
import type { Person } from './person';

const runs = { numRuns: 40 };
const later = fc.nat(6 * DAY);

/** Stops a life after some of its steps. */
function liveUntil(life: Life, stopAt: number): Person {
  return live({
    ...life,
    moves: life.moves.filter(({ at }) => at <= stopAt),
    deliveries: life.deliveries.filter(({ deliveredAt }) => deliveredAt <= stopAt),
    announced: life.announced.filter(({ at }) => at <= stopAt),
    starts: life.starts.filter((at) => at <= stopAt),
    settledAt: life.settledAt.filter((at) => at <= stopAt),
  });
}

/** What a day off, or one that a journey has passed over, does not change. */
function withoutDaysOff({ daysOff: _, journeys: __, ...tally }: Tally) {
  return { ...tally, through: '' };
}

/** The document after a write of some of its fields. */
function merged(document: Write['data'] | undefined, write: Write | undefined): unknown {
  return (write?.fields ?? []).reduce<unknown>(
    (data, path) => withField(data, path, fieldOf(write?.data, path)),
    document,
  );
}

function fieldOf(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => fieldsOf(inner)[name], data);
}

function withField(
  data: unknown,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): unknown {
  const { [name]: before, ...others } = fieldsOf(data);
  const after = rest.length === 0 ? value : withField(before, rest, value);
  return after === undefined ? others : { ...others, [name]: after };
}

function fieldsOf(data: unknown): Record<string, unknown> {
  return { ...(data as Record<string, unknown>) };
}

describe.each(programs)('%s: settling', (_, program) => {
  const type = Object.keys(program.activities)[0] ?? '';

  test('twice at one instant changes nothing', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        live(life, (at, someone) => {
          const state = someone.state();
          expect(settle(state, at, program, noOutages)).toMatchObject({
            events: [],
            changedDays: {},
            state,
          });
        });
      }),
      runs,
    );
  });

  test('now and again later is the same as settling later', () => {
    fc.assert(
      fc.property(lives(program), later, later, (life, stop, wait) => {
        const first = Math.min(...life.deliveries.map(({ deliveredAt }) => deliveredAt));
        const stopAt = Number.isFinite(first) ? first + 3 * stop : life.until;
        const state = liveUntil(life, stopAt).state();
        const twice = settle(
          settle(state, stopAt, program, noOutages).state,
          stopAt + wait,
          program,
          noOutages,
        );
        const once = settle(state, stopAt + wait, program, noOutages);
        const { events: told, changedDays: changed, days: _, ...inTwoSteps } = twice;
        const { events, changedDays, days: __, ...inOneStep } = once;
        expect(inTwoSteps).toEqual(inOneStep);
        expect(events).toEqual(expect.arrayContaining(told));
        expect(changedDays).toMatchObject(changed);
      }),
      runs,
    );
  });

  test('is due when the first uncovered day ends, never before and never in the past', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        live(life, (at, someone) => {
          const { lapseAt, tally, today } = settle(someone.state(), at, program, noOutages);
          const isAhead = Object.keys(someone.state().recent).some((day) => day > today);
          expect(lapseAt === null).toBe(tally.current === 0 && !isAhead);
          if (lapseAt === null) return;
          expect(lapseAt).toBeGreaterThan(at);
          const before = settle(someone.state(), lapseAt - 1, program, noOutages);
          expect(before.events).toEqual([]);
          expect(withoutDaysOff(before.tally)).toEqual(withoutDaysOff(tally));
          const judged = Object.entries(
            settle(someone.state(), lapseAt, program, noOutages).changedDays,
          );
          const verdicts = judged.map(([, { verdict }]) => verdict);
          const news = isAhead ? ['active', 'frozen', 'broken'] : ['frozen', 'broken'];
          expect(verdicts.some((verdict) => news.includes(verdict))).toBe(true);
        });
      }),
      runs,
    );
  });

  test('keeps few days open, and each day that an activity may still be put on', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        live(life, (at, someone) => {
          const { recent, checkpoint } = someone.state();
          expect(Object.keys(recent).length).toBeLessThanOrEqual(7);
          expect(Object.keys(recent).filter((day) => day <= checkpoint.through)).toEqual([]);
          const oldest = new Date(at - 48 * HOUR).toISOString();
          const request = { activityId: 'any', type, quantity: 1, occurredAt: oldest };
          const { response } = recordActivity(someone.state(), request, at, program, noOutages);
          expect(response.day > checkpoint.through).toBe(true);
        });
      }),
      runs,
    );
  });

  test('leaves a state that survives being stored', () => {
    const context = { now: 0, program, correlationId: 'any' };
    fc.assert(
      fc.property(lives(program), (life) => {
        live(life, (at, someone) => {
          const settled = settle(someone.state(), at, program, noOutages);
          const [user] = streakWrites('someone', settled, { ...context, now: at });
          expect(readStreak(user?.data)).toEqual(settled.state);
          const lapseAt = settled.lapseAt === null ? null : Timestamp.fromMillis(settled.lapseAt);
          expect(user?.data['lapseAt']).toEqual(lapseAt);
        });
      }),
      runs,
    );
  });
});

test('what is written of a change makes the document that a whole write would', () => {
  const context = { program: lawSchool, correlationId: 'any' };
  fc.assert(
    fc.property(lives(lawSchool), later, (life, wait) => {
      const stored = live(life).state();
      const before = settle(stored, stored.settledAt, lawSchool, noOutages);
      const now = stored.settledAt + wait;
      const after = settle(before.state, now, lawSchool, noOutages);
      const [first] = streakWrites('someone', before, { ...context, now });
      const [whole] = streakWrites('someone', after, { ...context, now });
      const [change] = streakWrites('someone', after, { ...context, now, stored: before.state });
      expect(merged(first?.data, change)).toEqual(whole?.data);
      expect(whole?.data).toEqual(z.encode(userDocument, userOf('someone', after, lawSchool)));
      const parts = change?.fields?.filter(([field]) => field === 'streak') ?? [];
      for (const path of parts) {
        expect(fieldOf(change?.data, path)).not.toEqual(fieldOf(first?.data, path));
      }
    }),
    { numRuns: 200 },
  );
});

describe('a move', () => {
  test('loses nothing and changes no day that is over; it may open the last ones again', () => {
    fc.assert(
      fc.property(lives(lawSchool), (life) => {
        const zones = new Map(life.moves.map(({ at, zone }) => [at, zone]));
        live(
          { ...life, moves: [], settledAt: [...life.settledAt, ...zones.keys()] },
          (at, someone) => {
            const zone = zones.get(at);
            if (zone === undefined) return;
            const { open, tally } = someone.settle(at);
            const moved = someone.move(at, zone);
            const kinds = moved.events.map(({ kind }) => kind);
            const good = ['freeze_refunded', 'streak_restored', 'milestone'];
            expect(kinds.filter((kind) => !good.includes(kind))).toEqual([]);
            expect(moved.open.first <= open.first).toBe(true);
            expect(moved.tally.current).toBeGreaterThanOrEqual(tally.current);
            const changed = Object.keys(moved.changedDays);
            expect(changed.filter((day) => day < moved.open.first)).toEqual([]);
          },
        );
      }),
      runs,
    );
  });
});
