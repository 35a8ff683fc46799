import { program } from '../../../functions/src/program';
import { Refused, call } from '../device';
import { type Dice, between, pick } from '../dice';
import type { Logged } from '../history';
import { sleepUntil } from '../virtualTime';
import { type Action, type Person, type World, zoneShown } from '../world';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const types = Object.keys(program.activities) as [string, ...string[]];

/**
 * People log what they do on most days, some of it late, doubled and in another order, and their
 * devices keep sending until they are answered.
 */
export const logActivities: Action = async (world) => {
  const { people, start, end, dice } = world;
  await Promise.all(
    people.flatMap((person) =>
      Array.from({ length: Math.round((end - start) / DAY_MS) }, (_, day) => {
        const { uid } = person;
        const diligence = 0.5 + dice('diligence', uid) / 2;
        const count =
          dice('active', uid, day) < diligence ? between(1, 3, dice('count', uid, day)) : 0;
        return Array.from({ length: count }, (_unused, n) => logOne(world, person, day, n));
      }).flat(),
    ),
  );
};

/** Logs something that was just done. @param device a throw for which of their devices it is done on, see zoneShown */
export async function logAtOnce(
  world: World,
  person: Person,
  activityId: string,
  device: number,
): Promise<void> {
  const now = Date.now();
  await log(world, person, activityId, now, zoneShown(person, now, device), 0);
}

async function logOne(world: World, person: Person, day: number, n: number): Promise<void> {
  const { dice, start } = world;
  const activityId = `${day}.${n}`;
  const key = `${person.uid} ${activityId}`;
  const occurredAt = start + day * DAY_MS + Math.floor(dice('time', key) * DAY_MS);
  const timeZone = zoneShown(person, occurredAt, dice('device', key));
  await log(world, person, activityId, occurredAt, timeZone, delayOf(dice, key));
}

async function log(
  world: World,
  { uid }: Person,
  activityId: string,
  occurredAt: number,
  timeZone: string,
  delayMs: number,
): Promise<void> {
  const { dice, history } = world;
  const key = `${uid} ${activityId}`;
  const activity: Logged = {
    uid,
    activityId,
    type: pick(types, dice('type', key)),
    quantity: dice('many', key) < 0.2 ? between(2, 20, dice('quantity', key)) : 1,
    occurredAt,
    outcomes: [],
    written: 0,
  };
  history.logged.set(`${uid}/${activityId}`, activity);
  await sleepUntil(occurredAt + delayMs);
  const copies = dice('copies', key) < 0.15 ? ['a', 'b'] : ['a'];
  const outcomes = await Promise.all(
    copies.map((copy) => send(world, timeZone, activity, `${key} ${copy}`)),
  );
  activity.outcomes.push(...outcomes);
}

/** Most are sent at once, some within a day, a few when it is too late or nearly. */
function delayOf(dice: Dice, key: string): number {
  const kind = dice('late', key);
  const share = dice('lateness', key);
  if (kind < 0.75) return share * 60_000;
  return kind < 0.9 ? share * DAY_MS : 44 * HOUR_MS + share * 5 * HOUR_MS;
}

/**
 * Sends it until there is an answer, with the zone that the device showed when it was done; without one when
 * there were too many changes of it.
 */
async function send(
  world: World,
  timeZone: string,
  { uid, activityId, occurredAt, type, quantity }: Logged,
  key: string,
): Promise<Logged['outcomes'][number]> {
  const its = { name: 'logActivity', uid } as const;
  const data = { activityId, type, quantity, occurredAt: new Date(occurredAt).toISOString() };
  try {
    await call(world, { ...its, key, data: { ...data, timeZone } });
    return 'recorded';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.reason !== 'too-many-zone-changes') return 'refused';
  }
  try {
    await call(world, { ...its, key: `${key} at home`, data });
    return 'recorded';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return 'refused';
  }
}
