const DAY_MS = 86_400_000;

/** The day (`YYYY-MM-DD`) that is so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
