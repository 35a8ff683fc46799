import {
  collection,
  doc,
  getDoc,
  getDocs,
  orderBy,
  query,
  updateDoc,
  where,
} from 'firebase/firestore';
import { httpsCallable } from 'firebase/functions';

/** What the app's pages read and call. */

export async function readerOf(db, uid) {
  return (await getDoc(doc(db, 'users', uid))).data();
}

export async function rename(db, uid, displayName) {
  await updateDoc(doc(db, 'users', uid), { 'profile.displayName': displayName });
}

export async function ordersOf(db, uid) {
  const { docs } = await getDocs(collection(db, 'users', uid, 'orders'));
  return docs.map((order) => order.data());
}

export async function openChallenges(db) {
  const open = query(collection(db, 'challenges'), where('open', '==', true), orderBy('endsAt'));
  return (await getDocs(open)).docs.map((challenge) => challenge.get('title'));
}

export async function finishLesson(functions, lesson) {
  return (await httpsCallable(functions, 'finishLesson')(lesson)).data;
}
