import { addDays } from '../../functions/src/engine/days';
import { explainDays } from '../../functions/src/engine/explain';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { noOutages } from '../../functions/src/engine/outages';
import type { Program } from '../../functions/src/engine/program';
import type { PlacedActivity } from '../../functions/src/engine/placement';
import { needsActivitiesAfter, recordActivity } from '../../functions/src/engine/recordActivity';
import { settle, type Settled } from '../../functions/src/engine/settle';
import { moveNeedsActivitiesAfter, moveTo } from '../../functions/src/engine/moveTo';
import type { StreakState } from '../../functions/src/engine/streakState';
import { levelOf } from '../../functions/src/engine/xp';
import type { Move } from '../reference/journey';
import { MINUTE } from '../shared/wallClock';
import type { Deed, Travel } from './travels';

/** Someone whom nobody knows yet, judged by the engine; keeps what the stores would keep. */
export class Traveller {
  private state: StreakState | undefined;
  private counted: readonly PlacedActivity[] = [];
  private readonly ledger = new Map<string, LedgerDay>();

  constructor(private readonly program: Program) {}

  log({ activityId, occurredAt, deliveredAt: now, type, quantity, timeZone }: Deed): void {
    const { state, program } = this;
    const request = {
      ...{ activityId, type, quantity, timeZone },
      occurredAt: new Date(occurredAt).toISOString(),
    };
    const needed = needsActivitiesAfter(state, request, now, program);
    const others = needed === undefined ? [] : this.counted.filter(({ day }) => day > needed);
    const recorded = recordActivity(state, request, now, program, noOutages, others);
    const { day } = recorded.response;
    this.counted = [...this.counted, { ...request, occurredAt, day }];
    this.keepMoved(recorded.moved);
    this.keep(recorded.settled);
  }

  move({ at, zone: timeZone, fixed }: Move): void {
    const { program } = this;
    const report = { timeZone, fixed };
    const needed = moveNeedsActivitiesAfter(this.state, report, at);
    const others = needed === undefined ? [] : this.counted.filter(({ day }) => day > needed);
    const { state, stored, moved } = moveTo(this.state, report, at, program, others);
    this.keepMoved(moved);
    this.keep(settle(state, at, program, noOutages, stored));
  }

  /** @returns undefined of someone who is not known yet */
  settle(at: number): Settled | undefined {
    return this.state && this.keep(settle(this.state, at, this.program, noOutages));
  }

  /** What they would have if a device showed another zone then. */
  settledIn(zone: string, at: number): Settled {
    const { state, stored } = moveTo(
      this.state,
      { timeZone: zone },
      at,
      this.program,
      this.counted,
    );
    return settle(state, at, this.program, noOutages, stored);
  }

  /** When a day and the seven after it end; left out, the present day. */
  endsOf(settled: Settled, day = settled.today): number[] {
    const rules = { program: this.program, outages: noOutages };
    const days = explainDays(day, addDays(day, 7), this.ledger, settled, rules);
    return days.map(({ end }) => Date.parse(end));
  }

  /** How many changes of zone are kept of them. */
  zonesKept(): number {
    return this.state?.timeline.length ?? 0;
  }

  /** What they have at an instant, in the words of the reference. */
  standing(at: number) {
    const settled = this.settle(at);
    if (!settled) throw new Error('Nobody knows them yet.');
    const { current, longest, lastActiveDay, freezes, xp, badges, ...tally } = settled.tally;
    const { activeDays, frozenDays, activities, recoveries, lastRecovered } = tally;
    const { offer } = settled;
    const days = [...this.ledger.keys()].sort();
    const first = days.find((day) => (this.ledger.get(day)?.count ?? 0) > 0) ?? settled.today;
    const last = [settled.today, ...days].sort().at(-1) ?? '';
    const rules = { program: this.program, outages: noOutages };
    const explained = explainDays(first, last, this.ledger, settled, rules);
    const verdicts = explained.flatMap(({ day, verdict }): [string, string][] =>
      verdict === 'open' ? [] : [[day, verdict]],
    );
    return {
      ...{ current, longest, lastActiveDay, freezes, xp, badges, level: levelOf(xp, this.program) },
      ...{ activeDays, frozenDays, activities, recoveries, lastRecovered },
      offer: offer && { day: offer.day, needed: offer.needed },
      verdicts: Object.fromEntries(verdicts),
    };
  }

  private keepMoved(moved: Readonly<Record<string, string>>): void {
    this.counted = this.counted.map((each) => ({
      ...each,
      day: moved[each.activityId] ?? each.day,
    }));
  }

  private keep(settled: Settled): Settled {
    this.state = settled.state;
    for (const [day, entry] of Object.entries(settled.changedDays)) this.ledger.set(day, entry);
    return settled;
  }
}

/**
 * Lives a travel as the backend hears of it.
 *
 * @param onStep called when something has happened, with its instant
 */
export function live(travel: Travel, onStep?: (at: number, someone: Traveller) => void): Traveller {
  const { program, home, deeds, moves, settledAt } = travel;
  const someone = new Traveller(program);
  const steps = [
    ...deeds.map((deed) => ({
      at: deed.deliveredAt,
      act: () => {
        someone.log(deed);
      },
    })),
    ...moves.map((move) => ({
      at: move.at,
      act: () => {
        someone.move(move);
      },
    })),
    ...settledAt.map((at) => ({ at, act: () => void someone.settle(at) })),
  ].sort((a, b) => a.at - b.at);
  const begins = Math.min(
    ...deeds.map(({ occurredAt }) => occurredAt),
    ...moves.map(({ at }) => at),
  );
  if (home !== undefined) someone.move({ at: begins - 10 * MINUTE, zone: home });
  for (const [index, { at, act }] of steps.entries()) {
    act();
    if (steps[index + 1]?.at !== at) onStep?.(at, someone);
  }
  return someone;
}
