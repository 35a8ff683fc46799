import type { LogRow } from '../../tools/replay/logRow';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
const types = [
  'quiz_easy_passed',
  'evaluation_high',
  'flashcard_set_completed',
  'study_guide_completed',
];

/** Park and Miller's generator: the same numbers in [0, 1) for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Activities of so many users who miss some days, in order of time and delivered at once. */
export function syntheticLog(users: number, days: number, seed: number): LogRow[] {
  const random = randomNumbers(seed);
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)];
  const start = Date.UTC(2026, 1, 20);
  const rows: LogRow[] = [];
  for (let user = 0; user < users; user += 1) {
    const timeZone = zones[user % zones.length] ?? 'UTC';
    for (let day = 0; day < days; day += 1) {
      if (random() < 0.25) continue;
      for (let nth = 0; nth <= random() * 3; nth += 1) {
        const occurredAt = start + day * DAY_MS + Math.floor(random() * 1440) * MINUTE_MS;
        const what = { type: pick(types) ?? '', quantity: 1 + Math.floor(random() * 4) };
        const activityId = `a${rows.length}`;
        rows.push({
          user: `u${user}`,
          timeZone,
          activityId,
          ...what,
          occurredAt,
          deliveredAt: occurredAt,
        });
      }
    }
  }
  return inOrderOfDelivery(rows);
}

/** The same activities, up to 47 hours late each, out of order, and every fifth delivered twice. */
export function deliveredLate(rows: readonly LogRow[], seed: number): LogRow[] {
  const random = randomNumbers(seed);
  const late = (row: LogRow): LogRow => ({
    ...row,
    deliveredAt: row.occurredAt + Math.floor(random() * 47 * 60) * MINUTE_MS,
  });
  const repeats = rows.filter((_, index) => index % 5 === 0).map(late);
  return inOrderOfDelivery([...rows.map(late), ...repeats]);
}

function inOrderOfDelivery(rows: LogRow[]): LogRow[] {
  return rows.sort((a, b) => a.deliveredAt - b.deliveredAt);
}
