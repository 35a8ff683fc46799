import type { Day } from '../shared/day';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A day has ended everywhere on earth so long after it began in UTC: UTC-12, and days end at 04:00. */
const LONGEST_DAY_MS = 40 * HOUR_MS;

/** What is stored of when somebody last did something. Instants in milliseconds since the epoch. */
export interface SignsOfLife {
  /** Of calls that change nothing of the streak; at most a day older than the latest of them. */
  readonly seenAt?: number;
  readonly standing: { readonly lastActiveDay: Day | null };
  readonly streak?: {
    /** When something of it was changed last: by an activity, a plan, a challenge, or a judged day. */
    readonly settledAt: number;
    readonly plan?: { readonly pauses: readonly { readonly to: Day }[] };
  };
}

/** Who counts as silent: whoever gave no sign of life for so long. */
export interface Silence {
  /** The last sign came before this instant, in milliseconds since the epoch. */
  readonly since: number;
  /** Whose last active day is later cannot be silent: that is what users are found by. */
  readonly lastActiveDay: Day;
}

/** Silence of some days at `now`, in milliseconds since the epoch. */
export function silenceOf(days: number, now: number): Silence {
  const since = now - days * DAY_MS;
  return { since, lastActiveDay: dayOf(since - LONGEST_DAY_MS) };
}

/** Whether a user's last sign of life came before an instant. A pause lasts as long as it was announced. */
export function isSilent({ seenAt, standing, streak }: SignsOfLife, since: number): boolean {
  const days = [standing.lastActiveDay, ...(streak?.plan?.pauses ?? []).map(({ to }) => to)];
  const signs = [
    ...days.map((day) => (day === null ? -Infinity : Date.parse(day) + LONGEST_DAY_MS)),
    streak?.settledAt ?? -Infinity,
    seenAt === undefined ? -Infinity : seenAt + DAY_MS,
  ];
  return Math.max(...signs) < since;
}

function dayOf(instant: number): Day {
  return new Date(instant).toISOString().slice(0, 10);
}
