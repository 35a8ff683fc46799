import { getApps, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';

let firestore: Firestore | undefined;

/** The project's Firestore, connected when first used. */
export function database(): Firestore {
  if (firestore) return firestore;
  const app = getApps()[0] ?? initializeApp();
  firestore = getFirestore(app);
  return firestore;
}
