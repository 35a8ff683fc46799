import {
  type DocumentData,
  type DocumentSnapshot,
  type Firestore,
  type QueryDocumentSnapshot,
  Timestamp,
  type Transaction,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import { userPath } from '../../contracts/ids';
import { readAnswer, undoneDay } from '../../documents/activity';
import {
  challengePath,
  isParticipation,
  participantWrite,
  readChallenge,
  readParticipant,
  type StoredChallenge,
  type StoredParticipant,
} from '../../documents/challenge';
import type { StreakDeps } from '../../documents/load';
import { storedStreak, type Setting, settingsSince, streakWrites } from '../../documents/user';
import type { Participations } from '../../engine/challenges';
import {
  type AcceptedActivity,
  beginAgain,
  type Joined,
  zonesSince,
} from '../../engine/newBeginning';
import { newStreak, type StreakState } from '../../engine/streakState';
import type { Timeline } from '../../engine/timeline';
import { instant, runTransaction, stamped, type Write } from '../../platform/write';
import { participationsToDelete } from '../challenges/eraseParticipation';
import {
  challengesIn,
  deleteStreak,
  type ErasedStreak,
  type Erasure,
  hasBegunAfter,
} from './eraseStreak';
import { known, shapes } from '../../contracts/shapes';

const accepted = z.object({
  type: z.string(),
  quantity: z.int(),
  occurredAt: instant,
  receivedAt: instant,
  timeZone: z.exactOptional(z.string()),
});

/** A participation in a challenge that was taken since, with the challenge. */
interface JoinedSince {
  readonly id: string;
  readonly participation: StoredParticipant;
  readonly challenge: StoredChallenge;
}

/**
 * Makes a streak that goes on from before an instant into what the activities since give by themselves,
 * in one transaction: user, ledger, events, answers to repeats, and the challenges joined since. What
 * they have set since stays; all else in these documents goes, and all of them where nothing has been
 * done since. To be called when older activities are deleted.
 *
 * @throws ZodError for a newer activity that is malformed, or StaleOutagesError
 */
export function refoldStreak(
  deps: StreakDeps,
  { uid, upTo, correlationId }: Erasure,
): Promise<ErasedStreak> {
  const { db, now, program, outages } = deps;
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    if (!user.exists) return { left: 'none', deleted: 0 };
    if (hasBegunAfter(user, upTo)) return { left: 'new', deleted: 0 };
    const below = (name: string) => user.ref.collection(name);
    const { docs: sent } = await transaction.get(below('activities'));
    const activities = sent.filter((activity) => undoneDay(activity.data()) === undefined);
    const isSince = ({ createTime }: QueryDocumentSnapshot) => createTime.toMillis() > upTo;
    const since = activities.filter(isSince); // a fold before this one may have written to older ones
    const all = db.collectionGroup('participants').where('uid', '==', uid);
    const { docs: found } = await transaction.get(all);
    const participations = found.filter(({ ref }) => isParticipation(ref.path));
    const settings = settingsSince(user.data(), upTo);
    if (since.length + participations.filter(isSince).length + settings.length === 0) {
      return { left: 'none', deleted: await deleteStreak(transaction, deps, user) };
    }
    const { docs: events } = await transaction.get(below('events').select());
    const { docs: months } = await transaction.get(below('months').select());
    const taken = await withChallenges(transaction, db, participations.filter(isSince));
    const ended = challengesIn(user);
    const old = participations.filter(
      (participation) => !isSince(participation) && ended.includes(idOf(participation)),
    );
    const deleteOldParts = await participationsToDelete(transaction, db, old);

    const context = { now: now(), program, correlationId };
    const start = startOf(user, since, settings, deps);
    const done = { activities: since.map(activityIn), joined: taken.map(joinedIn) };
    const begun = start && beginAgain(start, done, context.now, program, outages);
    const written = new Map<string, DocumentData>(
      begun &&
        [
          ...streakWrites(uid, { ...begun.settled, progressed: {} }, context),
          ...partWrites(uid, taken, begun.settled.progressed, start),
        ].map(({ path, data }) => [path, data]),
    );
    deleteOldParts();
    for (const { ref } of [...events, ...months]) {
      if (!written.has(ref.path)) transaction.delete(ref);
    }
    for (const [path, data] of written) transaction.set(db.doc(path), stamped(path, data));
    transaction.set(user.ref, {
      v: shapes.users,
      ...written.get(user.ref.path),
      ...keptOf(user, settings),
      begunAfter: Timestamp.fromMillis(upTo),
    });
    for (const { ref, id } of since) {
      const response = begun?.answers.get(id);
      if (response) transaction.update(ref, { response, day: begun?.dayOf.get(id) });
    }
    return { left: 'new', deleted: old.length };
  });
}

/** The streak before the first of the activities; undefined for a user who has none. */
function startOf(
  user: DocumentSnapshot,
  since: readonly QueryDocumentSnapshot[],
  settings: readonly Setting[],
  { now }: StreakDeps,
): StreakState | undefined {
  const begins = since.map((activity) => activityIn(activity).occurredAt);
  const first = begins.length > 0 ? Math.min(...begins) : now();
  const before = streakIn(user);
  const timeline = zonesOf(before, since, first);
  if (!timeline) return undefined;
  return {
    ...newStreak(timeline[0].zone),
    timeline,
    ...(before && settings.includes('plan') && { plan: before.plan }),
    ...(before && settings.includes('profile') && { listed: before.listed }),
  };
}

function zonesOf(
  before: StreakState | undefined,
  [first]: readonly QueryDocumentSnapshot[],
  at: number,
): Timeline | undefined {
  if (before) return zonesSince(before.timeline, at);
  if (!first) return undefined;
  const zone = activityIn(first).timeZone ?? readAnswer(first.data())?.streak.timeZone;
  return zone === undefined ? undefined : newStreak(zone).timeline;
}

/** The streak in a user's document; undefined where there is none, or where it is malformed. */
function streakIn(user: DocumentSnapshot): StreakState | undefined {
  try {
    return storedStreak(user.data());
  } catch (error) {
    if (error instanceof z.ZodError) return undefined; // it goes anyway
    throw error;
  }
}

function activityIn(activity: QueryDocumentSnapshot): AcceptedActivity {
  return { activityId: activity.id, ...accepted.parse(known('activities', activity.data())) };
}

function joinedIn({ id, participation: { joinedAt }, challenge }: JoinedSince): Joined {
  return { id, challenge, joinedAt };
}

/** What users have set since, and how much they have logged lately. */
function keptOf(user: DocumentSnapshot, settings: readonly Setting[]): DocumentData {
  const fields = ['activitiesPaidAt', ...settings.flatMap((setting) => keptFields[setting])];
  const held = fields.filter((field) => user.get(field) !== undefined);
  const setAt = settings.map((setting) => [setting, user.get(`setAt.${setting}`) as unknown]);
  return {
    ...Object.fromEntries(held.map((field) => [field, user.get(field) as unknown])),
    setAt: Object.fromEntries(setAt) as unknown,
  };
}

/** The fields of the user's document that hold a setting; a plan and the zones are in the streak. */
const keptFields: Readonly<Record<Setting, readonly string[]>> = {
  preferences: ['preferences'],
  profile: ['profile'],
  plan: [],
  timeZone: [],
};

const idOf = ({ ref }: DocumentSnapshot) => ref.parent.parent?.id ?? '';

async function withChallenges(
  transaction: Transaction,
  db: Firestore,
  participations: readonly QueryDocumentSnapshot[],
): Promise<JoinedSince[]> {
  const refs = participations.map((participation) => db.doc(challengePath(idOf(participation))));
  const challenges = refs.length > 0 ? await transaction.getAll(...refs) : [];
  return participations.flatMap((found, index) => {
    const participation = readParticipant(found.data());
    const challenge = readChallenge(challenges[index]?.data());
    return participation && challenge ? [{ id: idOf(found), participation, challenge }] : [];
  });
}

/** How far the user is in each challenge, by the activities since alone. */
function partWrites(
  uid: string,
  taken: readonly JoinedSince[],
  progressed: Participations,
  { listed }: StreakState,
): Write[] {
  return taken.map(({ id, participation, challenge }) => {
    const { value, completedOn } = progressed[id] ?? { value: 0, completedOn: null };
    const open = challenge.state === 'closed' ? 'ended' : 'active';
    const status = completedOn === null ? open : 'completed';
    return participantWrite(id, uid, {
      ...participation,
      value,
      completedOn,
      status,
      shown: listed,
    });
  });
}
