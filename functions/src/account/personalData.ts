import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import { erasePart } from '../challenges/erasePart';

/** How a document is deleted with which something else must change. */
export type Erase = (db: Firestore, document: DocumentReference) => Promise<void>;

/** A place where documents about one user lie. */
export type Place = { readonly collection: string } & (
  | {
      /** One document, with every collection below it. */
      readonly by: 'id';
      readonly id: (uid: string) => string;
    }
  | {
      /** Documents that name the user in a field. */
      readonly by: 'field';
      readonly field: string;
      /** Whether collections of this name anywhere are meant, not only that at the root. */
      readonly anywhere?: true;
      readonly erase?: Erase;
    }
  | {
      /** Documents of months, `{uid}_{YYYY-MM}`. */
      readonly by: 'month';
    }
);

const sameId = (uid: string) => uid;

/**
 * Where personal data lies: what `exportMyData` gives and what `deleteMyData` and the deletion of an
 * account remove. A collection that is neither here nor in {@link impersonal} fails the integration
 * tests that write to it.
 */
export const personalData: readonly Place[] = [
  // First, for without it nobody judges the user, reminds them or tells them anything.
  { collection: 'users', by: 'id', id: sameId },
  { collection: 'deliveries', by: 'field', field: 'uid' },
  { collection: 'messageDays', by: 'id', id: sameId },
  { collection: 'insights', by: 'id', id: sameId },
  { collection: 'suppressions', by: 'id', id: sameId },
  { collection: 'calendars', by: 'month' },
  { collection: 'shares', by: 'field', field: 'uid' },
  { collection: 'shareCounters', by: 'field', field: 'uid', anywhere: true },
  { collection: 'rateLimits', by: 'field', field: 'uid' },
  { collection: 'participants', by: 'field', field: 'uid', anywhere: true, erase: erasePart },
  { collection: 'deadLetters', by: 'field', field: 'payload.uid' },
];

/** Collections at the root without personal data of users, and what is in them. */
export const impersonal: Readonly<Record<string, string>> = {
  deliveryStats: 'Counts of a day.',
  leaderboards: 'Names chosen to be shown; the erasure takes them off.',
  boardRecords: 'Who is on those boards; the erasure takes them off.',
  settings: 'The outages in force.',
  challenges: 'What there is to join; who takes part lies below, in `participants`.',
  operatorActions:
    'What administrators and operators have done: a record that stays, with their ids and those of users.',
  outages: 'What was declared.',
};
