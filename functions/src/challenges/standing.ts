import type { FollowChallengeResponse } from './contract';
import type { Enrolment } from './enrolment';

type Reached = Pick<Enrolment, 'value' | 'completedOn'>;

/** Somebody under the name by which they are shown to others. */
export interface Shown extends Reached {
  readonly uid: string;
  readonly displayName: string;
}

type Row = FollowChallengeResponse['standing'][number];

/** Those who are shown, in order, with their ranks; who is equal has the same. */
export function standingOf(shown: readonly Shown[], caller: string): Row[] {
  const rankOf = (row: Shown) =>
    1 + shown.findIndex(({ value, completedOn }) => isEqual(row, { value, completedOn }));
  return shown.map((row) => ({
    rank: rankOf(row),
    displayName: row.displayName,
    value: row.value,
    completedOn: row.completedOn,
    isCaller: row.uid === caller,
  }));
}

function isEqual(a: Reached, b: Reached): boolean {
  return a.value === b.value && a.completedOn === b.completedOn;
}
