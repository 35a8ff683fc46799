import { DAY } from '../shared/wallClock';
import { dayInZone, daysLater, startOfDay } from './calendar';

/** A zone that a user says to be in from an instant on. */
export interface Move {
  readonly at: number;
  readonly zone: string;
}

/** A stay in a zone; no instant of it belongs to a day before `floor`. */
export interface Stay {
  readonly from: number;
  readonly zone: string;
  readonly floor: string;
  /** Days, from `floor` on, that the move to the zone has cut short or left out. */
  readonly jumpedOver: readonly string[];
}

/** Where a user has been, given where they started and where they said they were. */
export function journeyOf(home: string, moves: readonly Move[], startHour: number): Stay[] {
  let stays: Stay[] = [{ from: -Infinity, zone: home, floor: '', jumpedOver: [] }];
  for (const { at, zone } of moves) {
    if (stays.some((stay) => stay.from > at && stay.zone === zone)) continue;
    stays = stays.filter((stay) => stay.from <= at);
    if (stays.at(-1)?.zone === zone) continue;
    const today = dayOn(stays, at, startHour);
    const jumps = dayInZone(at, zone, startHour) > today;
    const hasJumped = stays.some(
      ({ from, jumpedOver }) => jumpedOver.length > 0 && from + 7 * DAY > at,
    );
    const from = jumps && hasJumped ? endOf(today, stays, startHour) : at;
    const floor = dayOn(stays, from, startHour);
    const landsOn = dayInZone(from, zone, startHour);
    const jumpedOver: string[] = [];
    for (let day = floor; day < landsOn; day = daysLater(day, 1)) jumpedOver.push(day);
    stays.push({ from, zone, floor, jumpedOver });
  }
  return stays;
}

/** The stay at an instant. */
export function stayAt(stays: readonly Stay[], instant: number): Stay {
  const stay = stays.findLast(({ from }) => from <= instant);
  if (!stay) throw new Error('a journey starts before all time');
  return stay;
}

/** The day that an instant of a journey belongs to. */
export function dayOn(stays: readonly Stay[], instant: number, startHour: number): string {
  const { zone, floor } = stayAt(stays, instant);
  const day = dayInZone(instant, zone, startHour);
  return day > floor ? day : floor;
}

/** The first instant that belongs to a later day: where someone moves, or a day starts. */
export function firstInstantAfter(day: string, stays: readonly Stay[], startHour: number): number {
  const instants = stays.flatMap(({ from, zone }) => [
    from,
    startOfDay(daysLater(day, 1), zone, startHour),
  ]);
  return Math.min(...instants.filter((at) => at > -Infinity && dayOn(stays, at, startHour) > day));
}

/** Whether the zone that the user was in had no such date. */
export function isSkippedDate(stays: readonly Stay[], day: string, startHour: number): boolean {
  return stays.some(({ from, zone, floor }, index) => {
    const start = startOfDay(day, zone, startHour);
    const leaves = stays[index + 1]?.from ?? Infinity;
    const isHere = from <= start && start < leaves && floor < day;
    return isHere && start === startOfDay(daysLater(day, 1), zone, startHour);
  });
}

function endOf(today: string, stays: readonly Stay[], startHour: number): number {
  return startOfDay(daysLater(today, 1), stays.at(-1)?.zone ?? '', startHour);
}
