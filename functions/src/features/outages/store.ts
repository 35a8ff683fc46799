import {
  FieldPath,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
} from 'firebase-admin/firestore';
import type { SweepMessage } from '../../contracts/messages';
import {
  outageListPath,
  readOutage,
  readOutageBook,
  type StoredOutage,
} from '../../documents/outages';
import type { OutageList } from '../../engine/outages';
import { catalogue, eventKinds } from '../../events';

/** Events that tell of a day without activity: whoever has one may be judged otherwise now. */
const missedDayKinds = eventKinds.filter((kind) => catalogue[kind].category === 'missed-day');

const LAST_ACTIVE_DAY = 'standing.lastActiveDay';

/** Where a page ended, for a message that goes on after it. */
export function endOfPage(end: QueryDocumentSnapshot): SweepMessage['after'] {
  const day = (end.get('day') ?? end.get(LAST_ACTIVE_DAY)) as string;
  return { day, path: end.ref.path };
}

/** The outages in force. One read. */
export async function loadOutages(db: Firestore): Promise<OutageList> {
  const { version, outages } = readOutageBook((await db.doc(outageListPath).get()).data());
  return { version, outages };
}

/** Outages by id, latest first. */
export async function latestOutages(
  db: Firestore,
  limit: number,
): Promise<Map<string, StoredOutage>> {
  const { docs } = await db.collection('outages').orderBy('from', 'desc').limit(limit).get();
  return new Map(
    docs.flatMap((doc) => {
      const outage = readOutage(doc.data());
      return outage ? [[doc.id, outage] as const] : [];
    }),
  );
}

/**
 * Users of a shard who have ever been active, by their last active day, in pages; each is one read.
 * That day never becomes an earlier one while they are gone through, so nobody is passed over.
 */
export function pagesOfUsers(
  db: Firestore,
  { shard, after }: SweepMessage,
  size: number,
): AsyncGenerator<QueryDocumentSnapshot[]> {
  const users = db
    .collection('users')
    .where('shard', '==', shard)
    .where(LAST_ACTIVE_DAY, '>', '')
    .orderBy(LAST_ACTIVE_DAY)
    .orderBy(FieldPath.documentId())
    .select(LAST_ACTIVE_DAY);
  return pagesOf(after ? users.startAfter(after.day, db.doc(after.path)) : users, size);
}

/**
 * Events of a shard's users about missed days from `first` to `last`, in pages; each event is one
 * read.
 */
export function pagesOfMissedDays(
  db: Firestore,
  { shard, first, last, after }: SweepMessage,
  size: number,
): AsyncGenerator<QueryDocumentSnapshot[]> {
  const events = db
    .collectionGroup('events')
    .where('shard', '==', shard)
    .where('kind', 'in', missedDayKinds)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .orderBy('day')
    .orderBy(FieldPath.documentId());
  return pagesOf(after ? events.startAfter(after.day, after.path) : events, size);
}

async function* pagesOf(query: Query, size: number): AsyncGenerator<QueryDocumentSnapshot[]> {
  let page = await query.limit(size).get();
  while (!page.empty) {
    yield page.docs;
    const end = page.docs.at(-1);
    if (page.size < size || !end) return;
    page = await query.startAfter(end).limit(size).get();
  }
}
