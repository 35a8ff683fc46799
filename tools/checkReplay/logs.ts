import { type Dice, between, diceOf, pick } from '../chaos/dice';
import type { LogRow } from '../replay/logRow';

/** What a log is of: people with two devices that show different zones, people who fly, or neither. */
export const kinds = ['devices', 'flights', 'home'] as const;

export type LogKind = (typeof kinds)[number];

/** How large a log is, and which of all of its kind. */
export interface LogSize {
  readonly users: number;
  readonly days: number;
  readonly seed: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Two months before clocks are set in the north, so that a long log has that too. */
const START = Date.parse('2025-01-05T00:00:00Z');

const zones = [
  'Africa/Cairo',
  'America/Los_Angeles',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Tehran',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Europe/Berlin',
  'Europe/London',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Honolulu',
  'Pacific/Kiritimati',
  'Pacific/Niue',
] as const;

const types = [
  'flashcard_set_completed',
  'study_guide_completed',
  'quiz_easy_passed',
  'quiz_hard_passed',
  'evaluation_low',
  'evaluation_high',
] as const;

/** A log of some kind, in the order of delivery: a tenth of its rows late, some of them delivered twice. */
export function generateLog(kind: LogKind, { users, days, seed }: LogSize): LogRow[] {
  const rows: LogRow[] = [];
  for (let n = 0; n < users; n += 1) {
    const user = `${kind}-${seed}-${String(n).padStart(4, '0')}`;
    rows.push(...rowsOf(user, zonesOf[kind], days, diceOf(seed)));
  }
  return rows.sort((a, b) => a.deliveredAt - b.deliveredAt);
}

/** The zone that each of somebody's activities shows. */
type Zones = (user: string, day: number, nth: number, dice: Dice) => string;

const home: Zones = (user, _day, _nth, dice) => pick(zones, dice('home', user));

const zonesOf: Readonly<Record<LogKind, Zones>> = {
  home,
  devices(user, day, nth, dice) {
    const other = dice('is UTC', user) < 0.6 ? 'UTC' : pick(zones, dice('other', user));
    const share = dice('share', user); // some have the other one at hand seldom
    return dice('device', user, day, nth) < share ? other : home(user, day, nth, dice);
  },
  flights(user, day, _nth, dice) {
    let arrival = 0;
    for (let flight = 0; ; flight += 1) {
      const leaves = arrival + between(2, 6, dice('stays', user, flight));
      if (leaves > day) return pick(zones, dice('to', user, flight));
      arrival = leaves;
    }
  },
};

function* rowsOf(user: string, zoneOf: Zones, days: number, dice: Dice): Generator<LogRow> {
  const usual = dice('usual hour', user) * DAY_MS;
  const diligence = 0.75 + dice('diligence', user) / 4;
  for (let day = 0; day < days; day += 1) {
    if (dice('active', user, day) > diligence) continue;
    const more = dice('more', user, day) < 0.25 ? between(1, 2, dice('how many', user, day)) : 0;
    for (let nth = 0; nth <= more; nth += 1) {
      const about = [user, day, nth] as const;
      const away = (dice('away', ...about) - 0.5) * 3 * HOUR_MS + nth * 2 * HOUR_MS;
      const occurredAt = START + day * DAY_MS + Math.floor((usual + away) / 1000) * 1000;
      const isLate = dice('late', ...about) < 0.1;
      const row = {
        user,
        timeZone: zoneOf(user, day, nth, dice),
        activityId: `${day}.${nth}`,
        type: pick(types, dice('type', ...about)),
        quantity: dice('many', ...about) < 0.3 ? between(2, 5, dice('quantity', ...about)) : 1,
        occurredAt,
        deliveredAt: occurredAt + (isLate ? delay('how late', ...about) : 0),
      };
      yield row;
      if (dice('again', ...about) < 0.05) {
        yield { ...row, deliveredAt: row.occurredAt + delay('how late again', ...about) };
      }
    }
  }

  function delay(...about: readonly (string | number)[]): number {
    return Math.floor(dice(...about) * 40 * 60) * MINUTE_MS;
  }
}

/** A log as `npm run replay` reads it. */
export function logText(rows: readonly LogRow[]): string {
  const lines = rows.map((row) =>
    [
      ...[row.user, row.timeZone, instant(row.occurredAt), row.type, row.activityId],
      ...[row.quantity, instant(row.deliveredAt)],
    ].join('\t'),
  );
  const header = 'user\ttimeZone\toccurredAt\ttype\tactivityId\tquantity\tdeliveredAt';
  return `${[header, ...lines].join('\n')}\n`;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
