import { type App, getApps, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { databaseId } from '../config/parameters';

/** The app of the admin SDK that all adapters share, made when first used. */
export function appForAdmin(): App {
  return getApps().find(({ name }) => name === '[DEFAULT]') ?? initializeApp();
}

let firestore: Firestore | undefined;

/** The database of all documents, connected when first used. */
export function database(): Firestore {
  firestore ??= databaseOf(appForAdmin());
  return firestore;
}

/** The database of all documents in the project of an app of the admin SDK. */
export function databaseOf(app: App): Firestore {
  return getFirestore(app, databaseId());
}
