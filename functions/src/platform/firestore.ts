import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { appForAdmin } from './adminApp';

let firestore: Firestore | undefined;

/** The project's Firestore, connected when first used. */
export function database(): Firestore {
  firestore ??= getFirestore(appForAdmin());
  return firestore;
}
