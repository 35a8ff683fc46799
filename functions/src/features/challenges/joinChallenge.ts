import type { Firestore, Transaction } from 'firebase-admin/firestore';
import { FirestreakError } from '../../contracts/errors';
import { userPath } from '../../contracts/ids';
import { shardOf } from '../../contracts/shards';
import {
  participantPath,
  participantWrite,
  readParticipant,
  readTaken,
  slotPath,
  slotWrite,
  type StoredChallenge,
} from '../../documents/challenge';
import { readProfile } from '../../documents/leaderboard';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { readStreak, streakWrites } from '../../documents/user';
import { type ParticipationView, viewParticipation } from '../../engine/challengeProgress';
import {
  freeSlot,
  needsAccount,
  participationOf,
  placesOfSlots,
  stateOfWindow,
} from '../../engine/challengeWindows';
import { settle } from '../../engine/settle';
import { knownStreak, type StreakState } from '../../engine/streakState';
import type { Caller } from '../../platform/request';
import { runTransaction, writeInTransaction } from '../../platform/write';
import { loadChallenge, loadTaken, type PlaceRule } from './store';

/** Challenges that one user can be at, so that their document stays small. */
const MAX_AT_ONCE = 10;

type JoinDeps = StreakDeps & PlaceRule;

/** A place that somebody tries to take. */
interface Place {
  readonly slot: number;
  readonly places: number;
}

/**
 * Takes part in a challenge, in one transaction. Joining again changes nothing, also while the first
 * call is running. Where places are counted, the transaction counts those of one slot; the slot is
 * chosen before, and another one when it has filled up meanwhile.
 *
 * @throws FirestreakError for what the contract names
 */
export async function joinChallenge(
  deps: JoinDeps,
  caller: Caller,
  { challengeId }: { readonly challengeId: string },
): Promise<{ part: ParticipationView }> {
  const { db } = deps;
  const challenge = await loadChallenge(db, challengeId);
  for (;;) {
    const place = await findPlace(db, challengeId, challenge, caller.uid);
    const turn = place ? slotPath(challengeId, place.slot) : caller.uid;
    const participation = await runTransaction(db, turn, (transaction) =>
      takePart(transaction, deps, caller, challengeId, challenge, place),
    );
    if (participation) return { part: participation };
  }
}

/** Null where places are not counted, undefined where all were taken at the instant of looking. */
async function findPlace(
  db: Firestore,
  id: string,
  { capacity }: StoredChallenge,
  uid: string,
): Promise<Place | null | undefined> {
  if (capacity === null) return null;
  const places = placesOfSlots(capacity);
  const slot = freeSlot(places, await loadTaken(db, id, places.length), shardOf(uid));
  return slot === undefined ? undefined : { slot, places: places[slot] ?? 0 };
}

/** @returns undefined when the place has been taken by somebody else */
async function takePart(
  transaction: Transaction,
  { db, program, now, outages, publishes, ...rule }: JoinDeps,
  caller: Caller,
  id: string,
  challenge: StoredChallenge,
  place: Place | null | undefined,
): Promise<ParticipationView | undefined> {
  const { uid, correlationId } = caller;
  const [user, participant, counted] = await transaction.getAll(
    db.doc(userPath(uid)),
    db.doc(participantPath(id, uid)),
    ...(place ? [db.doc(slotPath(id, place.slot))] : []),
  );
  const known = readParticipant(participant?.data());
  if (known) return viewParticipation(id, challenge, known);
  if (needsAccount(challenge, caller, rule)) {
    const message =
      'Places are limited. Sign in with an account, or link one to this user, to join.';
    throw new FirestreakError('account-required', message);
  }
  if (place === undefined) throw new FirestreakError('challenge-full', 'All places are taken.');
  const taken = readTaken(counted?.data());
  if (place && taken >= place.places) return undefined;

  const state = knownStreak(readStreak(user?.data()));
  const origin = publishedFrom(publishes, user?.data());
  const context = { now: now(), program, correlationId, ...origin };
  const { enrolments } = settle(state, context.now, program, outages).state;
  const { timeline } = state;
  checkOpen(stateOfWindow(challenge.window, timeline, context.now, program), enrolments);
  const enrolled = participationOf(state, id, challenge, context.now, program);
  const settled = settle(enrolled, context.now, program, outages, state);
  const { value, completedOn } = settled.challenges[id] ?? { value: 0, completedOn: null };
  const participation = {
    uid,
    shard: shardOf(uid),
    joinedAt: context.now,
    value,
    completedOn,
    status: completedOn === null ? ('active' as const) : ('completed' as const),
    shown: readProfile(user?.data()) !== undefined,
    slot: place?.slot ?? null,
  };
  writeInTransaction(transaction, db, [
    participantWrite(id, uid, participation),
    ...(place ? [slotWrite(id, place.slot, taken + 1)] : []),
    ...streakWrites(uid, settled, context),
  ]);
  return viewParticipation(id, challenge, participation);
}

function checkOpen(
  state: ReturnType<typeof stateOfWindow>,
  enrolments: StreakState['enrolments'],
): void {
  if (state === 'over') throw new FirestreakError('challenge-over', 'The challenge is over.');
  const unfinished = Object.values(enrolments).filter(({ completedOn }) => completedOn === null);
  if (unfinished.length >= MAX_AT_ONCE) {
    const message = `One can be in ${MAX_AT_ONCE} challenges at once. Leave another first.`;
    throw new FirestreakError('too-many-challenges', message);
  }
}
