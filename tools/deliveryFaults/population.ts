import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import type { App } from '../../functions/src/functions';
import {
  type Preferences,
  type PreferencesPatch,
  defaultPreferences,
  patched,
} from '../../functions/src/contracts/preferences';
import { noStream } from '../ports';
import { NAME } from './displayName';
import { tokenOf } from './providers';
import type { Random } from './random';

/** Someone who is told things. */
export interface Person {
  readonly uid: string;
  readonly zone: string;
  readonly preferences: Preferences;
}

/** Something to tell, and whether it is true. */
export interface Telling {
  readonly person: Person;
  readonly eventId: string;
  readonly isTrue: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const zones: readonly [string, ...string[]] = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'America/Los_Angeles',
  'Asia/Tokyo',
];

const wishes: readonly [PreferencesPatch, ...PreferencesPatch[]] = [
  {},
  {},
  {},
  { channels: { push: false } },
  { channels: { email: false } },
  { enabled: false },
  { quietHours: null },
  { dailyCap: 2 },
  { language: 'de' },
];

/** Night in some zones, day in others. */
const SPREAD_MS = 30 * 60_000;

/** Stores people with a streak of a day and a device, who live all over the world and want different things. */
export async function settlePeople(
  app: App,
  db: Firestore,
  count: number,
  now: number,
  random: Random,
): Promise<Person[]> {
  const models = new Map<string, FirebaseFirestore.DocumentData>();
  for (const zone of zones) {
    const uid = `model-${zone.replace('/', '-')}`;
    const request = { activityId: 'a', type: 'quiz_easy_passed', quantity: 1, timeZone: zone };
    await app.logActivity({ uid, correlationId: uid }, request, noStream);
    models.set(zone, (await db.doc(`users/${uid}`).get()).data() ?? {});
  }
  const people = Array.from({ length: count }, (_, n) => {
    const preferences = patched(defaultPreferences, random.pick(wishes));
    return { uid: `person${n}`, zone: random.pick(zones), preferences };
  });
  const writer = db.bulkWriter();
  for (const { uid, zone, preferences } of people) {
    void writer.set(db.doc(`users/${uid}`), {
      ...models.get(zone),
      profile: { displayName: `${NAME} ${uid}` },
      preferences,
    });
    const seenAt = Timestamp.fromMillis(now);
    void writer.set(db.doc(`users/${uid}/devices/d`), {
      token: tokenOf(uid),
      platform: 'web',
      seenAt,
    });
  }
  await writer.close();
  return people;
}

/** Events of half an hour, of which some are no longer true: they were corrected before they were told. */
export function tellingsOf(
  people: readonly [Person, ...Person[]],
  count: number,
  from: number,
  random: Random,
): Telling[] {
  return Array.from({ length: count }, (_, n) => {
    const isTrue = random.chance(0.85);
    const at = from + Math.floor(random.next() * SPREAD_MS);
    const day = new Date(at).toISOString().slice(0, 10);
    const about = isTrue
      ? { kind: 'challenge_completed', challengeId: `c${n}`, title: `Challenge ${n}` }
      : { kind: 'streak_broken', lost: 9 };
    const eventId = `${about.kind}.${day}.${n}`;
    const data = { ...about, day, at: Timestamp.fromMillis(at), correlationId: `run-${n}` };
    return { person: random.pick(people), eventId, isTrue, data, at };
  });
}
