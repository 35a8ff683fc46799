import type { Redis } from '../platform/redis';
import { type CalendarCache, KEPT_FOR_MS } from './calendarCache';
import type { SealedMonth } from './sealedMonth';
import { sealedMonthField } from './stored';

const PREFIX = 'firestreak:calendar:';

/** A value is `asOf`, a space, and the sealed month as JSON. As `supersedes` says, in Lua. */
const KEEP_UNLESS_LATER = `
local kept = redis.call('GET', KEYS[1])
if kept and tonumber(string.match(kept, '^%d+')) >= tonumber(ARGV[1]) then return end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])`;

/** Keeps months in Redis: one command to read all of a range. */
export function redisCache(redis: () => Promise<Redis>): CalendarCache {
  return {
    async load(keys) {
      if (keys.length === 0) return [];
      const found = await (await redis()).read(keys.map((key) => PREFIX + key));
      return found.map((text) => (text === null ? undefined : readEntry(text)));
    },
    async keep(key, { asOf, sealed }) {
      const isLaterFrom = sealed === null ? asOf : asOf + 1;
      const value = `${asOf} ${JSON.stringify(sealed)}`;
      const args = [String(isLaterFrom), value, String(KEPT_FOR_MS)];
      await (await redis()).run(KEEP_UNLESS_LATER, PREFIX + key, args);
    },
  };
}

/** @throws SyntaxError or ZodError for what was not written here */
function readEntry(text: string): SealedMonth | undefined {
  const json: unknown = JSON.parse(text.slice(text.indexOf(' ') + 1));
  return sealedMonthField.nullable().parse(json) ?? undefined;
}
