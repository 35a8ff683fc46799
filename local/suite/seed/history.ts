import { createHash } from 'node:crypto';
import { program } from '../../../functions/src/program';
import { addDays } from '../../../functions/src/engine/days';
import { streakDayAt, streakDayStart } from '../../../functions/src/engine/zones';
import type { LogRow } from '../../../tools/replay/logRow';
import type { DemoUser } from './demoUser';

const MINUTE_MS = 60_000;

/**
 * What a demo user has done up to an instant (milliseconds since the epoch), in order of time. The
 * same for the same instant, and the same story, shifted, for a later one.
 */
export function historyOf(user: DemoUser, until: number): LogRow[] {
  const rows: LogRow[] = [];
  for (let daysAgo = user.days; daysAgo >= 0; daysAgo -= 1) {
    if (isActive(user, daysAgo)) rows.push(...activitiesOf(user, daysAgo, until));
  }
  return rows
    .filter(({ occurredAt }) => occurredAt <= until)
    .sort((a, b) => a.occurredAt - b.occurredAt);
}

function isActive({ uid, missed = [], faithfulSince = -1, diligence }: DemoUser, daysAgo: number) {
  if (missed.includes(daysAgo)) return false;
  return daysAgo <= faithfulSince || chance(uid, daysAgo, 'active') < diligence;
}

function activitiesOf(user: DemoUser, daysAgo: number, until: number): LogRow[] {
  const { uid, types, busy } = user;
  const [from, to] = user.hours;
  const timeZone = zoneOf(user, daysAgo);
  const day = addDays(streakDayAt(until, timeZone, program.dayStartHour), -daysAgo);
  const midnight = streakDayStart(day, timeZone, 0);
  const count = 1 + Math.floor(chance(uid, daysAgo, 'count') * busy);
  return Array.from({ length: count }, (_, nth) => {
    const pick = (what: string) => chance(uid, daysAgo, `${what} ${nth}`);
    const minutes = Math.floor((from + pick('time') * (to - from)) * 60);
    const occurredAt = midnight + minutes * MINUTE_MS;
    return {
      user: uid,
      timeZone,
      activityId: `demo-${day}-${nth}`,
      type: types[Math.floor(pick('type') * types.length)] ?? types[0],
      quantity: pick('quantity') < 0.8 ? 1 : 2,
      occurredAt,
      deliveredAt: occurredAt,
    };
  });
}

function zoneOf({ zones }: DemoUser, daysAgo: number): string {
  return zones.findLast((stay) => stay.daysAgo >= daysAgo)?.timeZone ?? zones[0].timeZone;
}

/** A number in [0, 1) that looks random and follows from its arguments. */
function chance(uid: string, daysAgo: number, what: string): number {
  const hash = createHash('sha256').update(`${uid} ${daysAgo} ${what}`).digest();
  return hash.readUInt32BE(0) / 2 ** 32;
}
