import { type Dice, between, pick } from './dice';
import type { Cloud } from './cloud/cloud';
import type { Faults } from './faults';
import type { History } from './history';

/** Somebody with a streak. */
export interface Person {
  readonly uid: string;
  /** The zones that their phone is in, from an instant on, the first from the start. */
  readonly stays: readonly { readonly from: number; readonly zone: string }[];
  /** A second device that shows one zone wherever they are, and how much of all they do on it. */
  readonly laptop?: { readonly zone: string; readonly share: number };
  /** When they fix a zone, and when they let it go: their devices change nothing in between. */
  readonly fixes?: { readonly zone: string; readonly from: number; readonly until: number };
}

/** Everything that a seed decides, and what runs in it. */
export interface World {
  readonly dice: Dice;
  readonly faults: Faults;
  readonly cloud: Cloud;
  readonly people: readonly Person[];
  /** In milliseconds since the epoch: the days in which people act and things fail. */
  readonly start: number;
  readonly end: number;
  /** What the servers have seen, for the oracle. */
  readonly history: History;
}

/** Something that goes on in a world, until it is over. */
export type Action = (world: World) => Promise<void>;

const DAY_MS = 86_400_000;

/** A few days before clocks are set somewhere, and one quiet week. */
const STARTS = [
  '2026-03-04', // North America, 8 March
  '2026-03-25', // Europe, 29 March
  '2026-04-01', // New Zealand, Australia and Lord Howe, 5 April
  '2026-06-10',
  '2026-09-22', // New Zealand, 27 September
  '2026-10-21', // Europe, 25 October
  '2026-10-29', // North America, 1 November
] as const;

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Pacific/Auckland',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/St_Johns',
  'Africa/Casablanca',
] as const;

/** When a seed's days begin, and how many there are: mostly a few, since more seeds find more. */
export function daysOf(dice: Dice): { readonly start: number; readonly days: number } {
  const days = dice('long life') < 0.3 ? between(5, 9, dice('days')) : between(2, 4, dice('days'));
  return { start: Date.parse(pick(STARTS, dice('start'))), days };
}

/** The people of a seed: at home somewhere, some of them travelling, or with two devices, or a zone that is fixed. */
export function peopleOf(dice: Dice, start: number, days: number): Person[] {
  return Array.from({ length: between(1, 3, dice('people')) }, (_, n) => {
    const uid = `p${n}`;
    const trips = dice('travels', uid) < 0.4 ? between(1, 4, dice('trips', uid)) : 0;
    const instants = Array.from(
      { length: trips },
      (_unused, trip) => start + dice('trip', uid, trip) * days * DAY_MS,
    ).sort((a, b) => a - b);
    const stays = [start, ...instants].map((from, stay) => ({
      from,
      zone: pick(ZONES, dice('zone', uid, stay)),
    }));
    return { uid, stays, ...laptopOf(uid, dice), ...fixesOf(uid, dice, start, days) };
  });
}

function laptopOf(uid: string, dice: Dice): Pick<Person, 'laptop'> {
  if (dice('has a laptop', uid) > 0.35) return {};
  const zone = dice('is UTC', uid) < 0.6 ? 'Etc/UTC' : pick(ZONES, dice('laptop', uid));
  return { laptop: { zone, share: dice('share of the laptop', uid) } };
}

function fixesOf(uid: string, dice: Dice, start: number, days: number): Pick<Person, 'fixes'> {
  if (dice('fixes', uid) > 0.2) return {};
  const from = start + dice('fixed from', uid) * days * DAY_MS;
  const until = from + dice('fixed for', uid) * days * DAY_MS;
  return { fixes: { zone: pick(ZONES, dice('fixed', uid)), from, until } };
}

/** The zone that a device of theirs shows, by a throw for which of them. */
export function zoneShown(person: Person, instant: number, thrown: number): string {
  const { stays, laptop } = person;
  if (laptop && thrown < laptop.share) return laptop.zone;
  return stays.findLast(({ from }) => from <= instant)?.zone ?? stays[0]?.zone ?? 'Etc/UTC';
}
