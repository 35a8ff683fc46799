import { Refused, call } from '../device';
import { sleepUntil } from '../virtualTime';
import { type Action, type Person, type World, zoneShown } from '../world';

const DAY_MS = 86_400_000;

/**
 * People who arrive in another zone tell it, now and then without logging anything there; so do their other
 * devices when they are opened, and some fix a zone for a time.
 */
export const travel: Action = async (world) => {
  await Promise.all(
    world.people.flatMap((person) => [
      ...arrivals(world, person),
      ...openings(world, person),
      ...fixings(world, person),
    ]),
  );
};

function arrivals(world: World, person: Person): Promise<void>[] {
  const { uid, stays } = person;
  return stays.slice(1).map(async ({ from, zone: timeZone }, trip) => {
    if (world.dice('tells', uid, trip) < 0.3) return;
    await tell(world, uid, `trip${trip}`, from, { timeZone });
  });
}

function openings(world: World, person: Person): Promise<void>[] {
  const { uid, laptop } = person;
  const { start, end, dice } = world;
  if (!laptop) return [];
  return Array.from({ length: Math.round((end - start) / DAY_MS) }, async (_, day) => {
    if (dice('opens', uid, day) < 0.5) return;
    const at = start + (day + dice('opened', uid, day)) * DAY_MS;
    const timeZone = zoneShown(person, at, dice('opened device', uid, day));
    await tell(world, uid, `opening${day}`, at, { timeZone });
  });
}

function fixings(world: World, { uid, fixes }: Person): Promise<void>[] {
  if (!fixes) return [];
  const { zone: timeZone, from, until } = fixes;
  const told = [tell(world, uid, 'fixes', from, { timeZone, fixed: true })];
  if (until >= world.end) return told;
  return [...told, tell(world, uid, 'lets go', until, { timeZone, fixed: false })];
}

async function tell(
  world: World,
  uid: string,
  key: string,
  at: number,
  data: { readonly timeZone: string; readonly fixed?: boolean },
): Promise<void> {
  await sleepUntil(at);
  try {
    await call(world, { name: 'setTimeZone', key: `${uid} ${key}`, uid, data });
  } catch (error) {
    if (!(error instanceof Refused)) throw error; // somebody who changes zones for sport
  }
}
