import fc from 'fast-check';
import { DAY } from '../shared/wallClock';

/** Someone who tries to win a run back after a day without activity. Times count from its end. */
export interface Comeback {
  /** When they accept the offer. */
  readonly startsAfter: number;
  /** When they do something more. */
  readonly does: readonly number[];
}

const inWindow = fc.oneof(
  { weight: 3, arbitrary: fc.nat(DAY) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0, 1, DAY - 1, DAY) },
);

/** What somebody does about missed days, one after another; often nothing. */
export const comebacks: fc.Arbitrary<(Comeback | null)[]> = fc.array(
  fc.option(
    fc.record({
      startsAfter: fc.oneof(fc.nat(DAY / 2), inWindow),
      does: fc.array(inWindow, { minLength: 1, maxLength: 10 }),
    }),
    { freq: 2 },
  ),
  { minLength: 3, maxLength: 4 },
);

/** The comebacks by the index of the day that each is about: empty days after two active ones. */
export function comebacksOf(
  plans: readonly (readonly unknown[])[],
  comebacks: readonly (Comeback | null)[],
): [number, Comeback][] {
  const missed = plans.flatMap((plan, index) => {
    const before = [plans[index - 1], plans[index - 2]];
    return plan.length === 0 && before.every((each) => each && each.length > 0) ? [index] : [];
  });
  return missed.flatMap((index, nth): [number, Comeback][] => {
    const comeback = comebacks[nth];
    return comeback ? [[index, comeback]] : [];
  });
}
