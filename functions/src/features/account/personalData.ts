import type { DocumentReference, DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { usersIn } from '../../platform/deadLetter';
import { eraseParticipation } from '../challenges/eraseParticipation';

const kept = z.object({ payload: z.record(z.string(), z.unknown()) });

/**
 * Deletes a dead letter about a user, in one transaction. One that is about others, and only goes on
 * after this user, keeps its work and loses its place: replayed, it begins where it began.
 */
async function eraseLetter(
  db: Firestore,
  letter: DocumentReference,
  goes: (letter: DocumentSnapshot) => boolean,
  uid: string,
): Promise<void> {
  await db.runTransaction(async (transaction) => {
    const found = await transaction.get(letter);
    if (!goes(found)) return;
    const { after, ...work } = kept.safeParse(found.data()).data?.payload ?? {};
    const isAboutOthers = after !== undefined && !usersIn(work).includes(uid);
    if (!isAboutOthers) transaction.delete(letter);
    else transaction.update(letter, { payload: work, uids: usersIn(work) });
  });
}

/**
 * How a document is deleted with which something else must change.
 *
 * @param goes whether a document is to be deleted, as it is then
 */
export type Erase = (
  db: Firestore,
  document: DocumentReference,
  goes: (document: DocumentSnapshot) => boolean,
  uid: string,
) => Promise<void>;

/** What becomes of documents that are newer than the request when a user has begun anew since. */
interface Newer {
  /**
   * `created`: those stay that were created since. `written`: also those that were written since, for
   * each write replaces all that is in them. `none`: they are made anew from others, so they go.
   * Default: `created`.
   */
  readonly newer?: 'created' | 'written' | 'none';
  /** Path of the document that one is about, and goes with. */
  readonly about?: (document: DocumentReference, uid: string) => string;
}

/** What is special about a collection below a document, with which it goes. */
interface Below {
  /** Its documents stand without that: what users do by themselves. */
  readonly standsAlone?: true;
  /** Its documents are as old as their creation, also where they are written to later. */
  readonly newer?: 'created';
}

/** A place where documents about one user lie. */
export type Place = { readonly collection: string } & Newer &
  (
    | {
        /** One document, with the collections below it that are named here. */
        readonly by: 'id';
        readonly id: (uid: string) => string;
        readonly below?: Readonly<Record<string, Below>>;
      }
    | {
        /** Documents that name the user in a field, or in a list. */
        readonly by: 'field' | 'list';
        readonly field: string;
        /** Where it does not lie at the root: the collection there whose documents each have one of this name. */
        readonly of?: string;
        /** A field that documents have which are found by another place. */
        readonly unless?: string;
        readonly erase?: Erase;
      }
    | {
        /** Documents of months, `{uid}_{YYYY-MM}`. */
        readonly by: 'month';
      }
    | {
        /** Dead letters of earlier versions, without `uids`, which name users anywhere in their payload. */
        readonly by: 'payload';
        /** The functions that gave such up. */
        readonly operations: readonly string[];
        readonly erase: Erase;
      }
  );

const sameId = (uid: string) => uid;

/** The event that a delivery, `{uid}_{eventId}_{channel}`, tells. */
function eventOf({ id }: DocumentReference, uid: string): string {
  return `users/${uid}/events/${id.slice(uid.length + 1, id.lastIndexOf('_'))}`;
}

/**
 * Where personal data lies: what `exportMyData` gives and what `deleteMyData` and the deletion of an
 * account remove, and nothing else: an app may keep collections of its own beside and below these. One
 * that is neither here nor in {@link impersonal} fails the integration tests that write to it.
 */
export const personalData: readonly Place[] = [
  // First, for without it nobody judges the user, reminds them or tells them anything.
  {
    collection: 'users',
    by: 'id',
    id: sameId,
    newer: 'written',
    below: {
      activities: { newer: 'created' }, // a fold gives them other answers
      devices: { standsAlone: true },
      events: {},
      months: {},
      outbox: {},
      repairs: {},
      shareRequests: {},
      webhookLetters: {},
      webhooks: {},
    },
  },
  // What is left of accounts that were merged into the user's.
  { collection: 'users', by: 'field', field: 'mergedInto', newer: 'written' },
  { collection: 'deliveries', by: 'field', field: 'uid', about: eventOf },
  { collection: 'messageDays', by: 'id', id: sameId },
  { collection: 'insights', by: 'id', id: sameId, newer: 'none' },
  { collection: 'suppressions', by: 'id', id: sameId },
  { collection: 'calendars', by: 'month', newer: 'none' },
  { collection: 'shares', by: 'field', field: 'uid' },
  {
    collection: 'shareCounters',
    of: 'shares',
    by: 'field',
    field: 'uid',
    about: (counter) => counter.parent.parent?.path ?? '',
  },
  {
    collection: 'participants',
    of: 'challenges',
    by: 'field',
    field: 'uid',
    erase: eraseParticipation,
  },
  { collection: 'deadLetters', by: 'list', field: 'uids', erase: eraseLetter },
  {
    collection: 'deadLetters',
    by: 'field',
    field: 'payload.uid',
    unless: 'uids',
    erase: eraseLetter,
  },
  {
    collection: 'deadLetters',
    by: 'payload',
    operations: ['finishErasure', 'buildInsights', 'sweepOutage'],
    erase: eraseLetter,
  },
];

/** Collections without personal data of users, and what is in them; `*` stands for a document. */
export const impersonal: Readonly<Record<string, string>> = {
  deliveryStats: 'Counts of a day.',
  leaderboards: 'Names chosen to be shown; the erasure takes them off.',
  boardRecords: 'Who is on those boards; the erasure takes them off, the export adds them.',
  rateLimits: 'Instants under hashes, for hours; an erasure leaves them, or it would lift limits.',
  settings:
    'The outages in force, endpoints of webhooks, whose database it is, and what days of all users have taught: sums over many.',
  challenges: 'What there is to join; who takes part lies below, in `participants`.',
  'challenges/*/slots': 'How many places are taken.',
  operatorActions:
    'What administrators and operators have done: a record that stays, with their ids and those of users.',
  outages: 'What was declared.',
};
