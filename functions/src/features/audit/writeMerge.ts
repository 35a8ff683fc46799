import {
  type DocumentSnapshot,
  type Firestore,
  type QueryDocumentSnapshot,
  Timestamp,
  type Transaction,
} from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import { activityPath, movedWrites, undoneWrite } from '../../documents/activity';
import { mergeRecordWrite } from '../../documents/audit';
import {
  participantWrite,
  readParticipant,
  type StoredParticipant,
} from '../../documents/challenge';
import { readProfile } from '../../documents/leaderboard';
import { type Merge, mergeWrite } from '../../documents/merged';
import { settingWrite, streakWrites, type WriteContext } from '../../documents/user';
import type { JoinedLives } from '../../engine/joinLives';
import { type Write, writeInTransaction } from '../../platform/write';
import { withoutToldEvents } from '../streaks/resettle';
import type { MergePlan } from './planMerge';

/** What a merge finds besides the two accounts. */
interface Found {
  /** Their participations in challenges. */
  readonly parts: readonly QueryDocumentSnapshot[];
  /** Accounts that were merged into the one that ends. */
  readonly others: readonly string[];
}

/** Writes all that a merge changes, in a transaction that has read the two accounts. */
export async function writeMerge(
  transaction: Transaction,
  db: Firestore,
  plan: MergePlan,
  merged: Merge,
  { parts, others }: Found,
  context: WriteContext,
): Promise<void> {
  const { from, into } = plan.request;
  const { joined } = plan;
  const kept = settingsFrom(plan);
  const isListed = kept.some(({ setting }) => setting === 'profile');
  const shown = isListed || readProfile(plan.into.user.data()) !== undefined;
  const state = joined && { ...joined.settled.state, listed: shown };
  const writes = joined && state ? streakWrites(into, { ...joined.settled, state }, context) : [];
  const told = await withoutToldEvents(transaction, db, writes, [from]);
  const participations = joinedParticipations(parts, plan, joined, shown);
  writeInTransaction(transaction, db, [
    ...told,
    ...kept.flatMap(({ write, setting }) => [write, settingWrite(into, setting)]),
    ...activityWrites(plan, context),
    ...participations.writes,
    mergeRecordWrite(plan.request, merged, context),
    mergeWrite(from, merged),
    ...others.map((uid): Write => {
      return { path: userPath(uid), data: { mergedInto: into }, fields: [['mergedInto']] };
    }),
  ]);
  for (const { ref } of participations.left) transaction.delete(ref);
}

/** What the account that ends has set and the other has never: it goes on. */
function settingsFrom({ from, into, request }: MergePlan) {
  return (['preferences', 'profile'] as const).flatMap((setting) => {
    const value: unknown = from.user.get(setting);
    const isSet = isThere(into.user, setting) || isThere(into.user, `setAt.${setting}`);
    if (value === undefined || value === null || isSet) return [];
    const path = userPath(request.into);
    const write: Write = { path, data: { [setting]: value }, fields: [[setting]] };
    return [{ setting, write }];
  });
}

function isThere(document: DocumentSnapshot, field: string): boolean {
  return (document.get(field) ?? undefined) !== undefined;
}

/**
 * The activities that are moved, on the days that they count for; those that count for another day now; and
 * those that were taken back, so that they stay so whoever sends them again. The answers that were about
 * another streak are left out.
 */
function activityWrites(
  { from, into, moved, takenBack, joined, request, now }: MergePlan,
  { correlationId }: WriteContext,
): Write[] {
  const dayOf = joined?.dayOf ?? new Map<string, string>();
  const gone = new Map([...from.undone].filter(([id]) => !into.undone.has(id)));
  const known = into.activities.filter(({ activityId }) => !takenBack.has(activityId));
  const changed = known.flatMap(({ activityId, day }): [string, string][] => {
    const after = dayOf.get(activityId) ?? day;
    return after === day ? [] : [[activityId, after]];
  });
  return [
    ...moved.map(({ activityId, occurredAt, receivedAt, day, ...activity }): Write => {
      const data = {
        ...activity,
        occurredAt: Timestamp.fromMillis(occurredAt),
        receivedAt: Timestamp.fromMillis(receivedAt),
        day: dayOf.get(activityId) ?? day,
        ...{ mergedFrom: request.from, correlationId },
      };
      return { path: activityPath(request.into, activityId), data };
    }),
    ...movedWrites(request.into, Object.fromEntries(changed)),
    ...[...gone].map(([id, day]) => undoneWrite(request.into, id, day, now)),
  ];
}

/**
 * The participations of both. One that both have keeps the place of the account that goes on; the other
 * place is given back when the account that ends is erased.
 */
function joinedParticipations(
  parts: readonly QueryDocumentSnapshot[],
  { request }: MergePlan,
  joined: JoinedLives | undefined,
  shown: boolean,
): { readonly writes: Write[]; readonly left: readonly QueryDocumentSnapshot[] } {
  const of = (uid: string) =>
    new Map(parts.filter(({ id }) => id === uid).map((part) => [challengeOf(part), part]));
  const [ended, own] = [of(request.from), of(request.into)];
  const left: QueryDocumentSnapshot[] = [];
  const writes = [...new Set([...ended.keys(), ...own.keys()])].flatMap((id) => {
    const [theirs, mine] = [ended.get(id), own.get(id)];
    const [a, b] = [readParticipant(mine?.data()), readParticipant(theirs?.data())];
    const first = a ?? b;
    if (!first) return [];
    if (theirs && !mine) left.push(theirs);
    const both = a && b ? better(a, b) : first;
    const { value, completedOn } = joined?.challenges[id] ?? both;
    const status = completedOn !== null ? ('completed' as const) : both.status;
    const { into: uid } = request;
    return [participantWrite(id, uid, { ...both, uid, value, completedOn, status, shown })];
  });
  return { writes, left };
}

const challengeOf = ({ ref }: QueryDocumentSnapshot) => ref.parent.parent?.id ?? '';

/** The place of the first, joined when the earlier was, with what was reached farther. */
function better(a: StoredParticipant, b: StoredParticipant): StoredParticipant {
  const isFarther = b.value > a.value || (a.completedOn === null && b.completedOn !== null);
  const { value, completedOn, status } = isFarther ? b : a;
  return { ...a, value, completedOn, status, joinedAt: Math.min(a.joinedAt, b.joinedAt) };
}
