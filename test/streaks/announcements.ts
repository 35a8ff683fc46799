import fc from 'fast-check';
import { DAY } from '../shared/wallClock';
import type { Announcement } from '../reference/plan';

const DAYS = 26;

const anyRange = fc.record({ from: fc.nat(DAYS), length: fc.integer({ min: -1, max: 9 }) });

const anyOne = fc.oneof(
  { weight: 2, arbitrary: anyRange.map((range) => ({ kind: 'pause' as const, ...range })) },
  { weight: 1, arbitrary: anyRange.map((range) => ({ kind: 'resume' as const, ...range })) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.integer({ min: 1, max: 7 }), { maxLength: 3 })
      .map((weekdays) => ({ kind: 'rest' as const, weekdays })),
  },
);

/** What somebody announces in some weeks that begin at `start`, in order; often nothing. */
export function announcements(start: number): fc.Arbitrary<Announcement[]> {
  const dateOf = (index: number) => new Date(start + index * DAY).toISOString().slice(0, 10);
  const one = fc
    .record({ after: fc.nat(20 * DAY), said: anyOne })
    .map(({ after, said }): Announcement => {
      const at = start + after;
      if (said.kind === 'rest') return { at, ...said };
      const { kind, from, length } = said;
      return { at, kind, from: dateOf(from), to: dateOf(from + length) };
    });
  return fc
    .oneof(fc.constant<never[]>([]), fc.array(one, { maxLength: 4 }))
    .map((all) => [...all].sort((a, b) => a.at - b.at));
}
