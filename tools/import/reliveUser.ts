import { isRefusal } from '../../functions/src/contracts/errors';
import type { OutageList } from '../../functions/src/engine/outages';
import type { Program } from '../../functions/src/engine/program';
import type { Recorded } from '../../functions/src/engine/recordActivity';
import {
  heardAt,
  type LivedActivity,
  type Relived,
  reliving,
  settingsOf,
  type ZoneStep,
  zoneSteps,
} from '../../functions/src/engine/relive';
import { planWithLedger } from '../../functions/src/engine/storedFacts';
import { UnmergeableUser } from '../../functions/src/engine/unmergeableUser';
import type { ReadRow } from '../replay/readLog';
import type { StoredUser } from './storedUser';

/** What an import goes by. */
export interface ImportRules {
  readonly program: Program;
  readonly outages: OutageList;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Names the log. */
  readonly source: string;
}

/** What a life comes to when the rows of a log are part of it. */
export interface RelivedWithRows extends Relived {
  /** What was answered for each row that counts. */
  readonly answers: ReadonlyMap<ReadRow, Recorded>;
  readonly refused: { readonly line: number; readonly reason: string }[];
  readonly duplicates: number[];
}

/** Something that happened at an instant (milliseconds since the epoch). */
type Step = { readonly at: number } & (
  | ({ readonly kind: 'zone' } & ZoneStep)
  | { readonly kind: 'lived'; readonly activity: LivedActivity }
  | { readonly kind: 'row'; readonly row: ReadRow }
);

/**
 * Lives through all that a user has done, and the rows of a log, in the order in which the backend heard
 * of it; and judges the days up to now.
 *
 * @param rows in the order of delivery
 * @throws UnmergeableUser for an activity of the user that the rules would refuse today, or
 *   StaleOutagesError
 */
export function reliveUser(
  rows: readonly ReadRow[],
  { now, ...rules }: ImportRules,
  stored: StoredUser | undefined,
): RelivedWithRows {
  const answers = new Map<ReadRow, Recorded>();
  const refused: { line: number; reason: string }[] = [];
  const duplicates: number[] = [];
  const known = new Set(stored?.activities.map(({ activityId }) => activityId));
  const settings = stored?.streak && {
    ...settingsOf(stored.streak),
    plan: planWithLedger(stored),
  };
  const life = reliving(settings, rules);
  const take = (step: Step) => {
    switch (step.kind) {
      case 'zone':
        life.move(step);
        return;
      case 'lived':
        life.record(step.activity, step.at);
        return;
      case 'row': {
        const { row } = step;
        const reason = refusalOf(row, now, stored);
        if (reason) refused.push({ line: row.line, reason });
        else if (known.has(row.activityId)) duplicates.push(row.line);
        else {
          answers.set(row, life.record(row, step.at));
          known.add(row.activityId);
        }
      }
    }
  };
  for (const step of stepsOf(rows, stored)) {
    try {
      take(step);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (step.kind === 'row') refused.push({ line: step.row.line, reason: error.reason });
      else throw new UnmergeableUser(`refused-today: ${error.reason}`);
    }
  }
  return { ...life.end(now), answers, refused, duplicates };
}

function refusalOf(row: ReadRow, now: number, stored: StoredUser | undefined): string | undefined {
  if (row.deliveredAt > now) return 'not-delivered-yet';
  return stored && row.occurredAt <= stored.begunAfter ? 'erased-since' : undefined;
}

/** All that is known to have happened, in order; what is set is heard of before what is done then. */
function stepsOf(rows: readonly ReadRow[], stored: StoredUser | undefined): Step[] {
  const steps: Step[] = [
    ...(stored ? zoneSteps(stored) : []).map((step): Step => ({ kind: 'zone', ...step })),
    ...(stored?.activities ?? []).map((activity): Step => {
      return { kind: 'lived', at: heardAt(activity), activity };
    }),
    ...rows.map((row): Step => ({ kind: 'row', at: row.deliveredAt, row })),
  ];
  return steps.sort((a, b) => a.at - b.at);
}
