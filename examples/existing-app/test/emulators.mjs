import { deleteApp, initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth, signInWithCustomToken } from 'firebase/auth';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';
import * as admin from 'firebase-admin/app';
import { Timestamp, getFirestore as adminFirestore } from 'firebase-admin/firestore';

export const projectId = process.env.GCLOUD_PROJECT ?? 'demo-alinea';

const found = await fetch(`http://${process.env.FIREBASE_EMULATOR_HUB}/emulators`);

/** Where each emulator listens. */
export const emulators = await found.json();

process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${emulators.firestore.port}`;
process.env.PUBSUB_EMULATOR_HOST = `127.0.0.1:${emulators.pubsub.port}`;

/** The database as the app's servers see it. */
export const db = adminFirestore(admin.initializeApp({ projectId }));

/** A reader of some years' standing. */
export const olga = {
  profile: { displayName: 'Olga', bio: 'Mostly Russian novels', avatar: 'owl' },
  streak: 12,
  minutes: 840,
  plan: 'premium',
};

const year = 365 * 24 * 3_600_000;

/** The app's documents, as years of use have left them. */
export async function seed() {
  const at = (ms) => Timestamp.fromMillis(Date.now() + ms);
  const documents = {
    'users/olga': olga,
    'users/olga/orders/1017': { item: 'Oblomov', cents: 1290 },
    'users/ben': { profile: { displayName: 'Ben' }, streak: 0, minutes: 3, plan: 'free' },
    'challenges/autumn': { title: 'Autumn of essays', open: true, endsAt: at(-year) },
    'challenges/russia': { title: 'Ten Russians', open: true, endsAt: at(year) },
    'lessons/first': { uid: 'ben', course: 'novels', minutes: 20, finishedAt: at(-year) },
  };
  await Promise.all(Object.entries(documents).map(([path, data]) => db.doc(path).set(data)));
}

/** The app on a reader's device; nobody is signed in without a uid. */
export async function reader(uid) {
  const app = initializeApp({ projectId, apiKey: 'demo' }, `of ${uid} ${Math.random()}`);
  const auth = getAuth(app);
  connectAuthEmulator(auth, `http://127.0.0.1:${emulators.auth.port}`, { disableWarnings: true });
  const functions = getFunctions(app, 'europe-west1');
  connectFunctionsEmulator(functions, '127.0.0.1', emulators.functions.port);
  const db = getFirestore(app);
  connectFirestoreEmulator(db, '127.0.0.1', emulators.firestore.port);
  if (uid !== undefined) await signInWithCustomToken(auth, JSON.stringify({ uid }));
  return { functions, db, leave: () => deleteApp(app) };
}

/** What `read` resolves to once it is `expected`, or what it still is after some seconds. */
export async function eventually(read, expected, seconds = 20) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (JSON.stringify(value) === JSON.stringify(expected) || Date.now() > deadline) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
