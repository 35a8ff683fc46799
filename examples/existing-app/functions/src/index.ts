import { initializeApp } from 'firebase-admin/app';
import { FieldValue, Timestamp, getFirestore } from 'firebase-admin/firestore';
import { setGlobalOptions } from 'firebase-functions';
import { onDocumentCreated } from 'firebase-functions/firestore';
import { HttpsError, onCall, onRequest } from 'firebase-functions/https';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { onSchedule } from 'firebase-functions/scheduler';

initializeApp();
setGlobalOptions({ region: 'europe-west1', maxInstances: 10 });

const db = getFirestore();

interface Lesson {
  readonly uid: string;
  readonly course: string;
  readonly minutes: number;
}

interface Order {
  readonly uid: string;
  readonly orderId: string;
  readonly item: string;
  readonly cents: number;
}

/** A reader has finished a lesson. */
export const finishLesson = onCall<{ lessonId: string; course: string; minutes: number }>(
  async ({ auth, data }) => {
    if (!auth) throw new HttpsError('unauthenticated', 'Sign in first.');
    const { lessonId, course, minutes } = data;
    if (!(minutes > 0)) throw new HttpsError('invalid-argument', 'A lesson takes some minutes.');
    const lesson: Lesson = { uid: auth.uid, course, minutes };
    await db.doc(`lessons/${lessonId}`).set({ ...lesson, finishedAt: Timestamp.now() });
    return { lessonId };
  },
);

/** Counts lessons and minutes; `streak` is the app's own: lessons in a row without a skipped one. */
export const onLessonFinished = onDocumentCreated('lessons/{lessonId}', async ({ data }) => {
  const { uid, minutes } = data?.data() as Lesson;
  const counts = { streak: FieldValue.increment(1), minutes: FieldValue.increment(minutes) };
  await db.doc(`users/${uid}`).set(counts, { merge: true });
});

/** The shop says that an order has been paid. */
export const onOrderPaid = onMessagePublished<Order>('orders-paid', async ({ data }) => {
  const { uid, orderId, item, cents } = data.message.json;
  await db.doc(`users/${uid}/orders/${orderId}`).set({ item, cents });
});

/** Closes the reading challenges whose time is over. */
export const closeChallenges = onSchedule('every day 03:00', async () => {
  const open = db.collection('challenges').where('open', '==', true);
  const over = await open.where('endsAt', '<=', Timestamp.now()).get();
  await Promise.all(over.docs.map(({ ref }) => ref.update({ open: false })));
});

/** The public page of a reader, behind Hosting at /share/UID. */
export const share = onRequest(async ({ path }, response) => {
  const uid = path.split('/').at(-1) ?? '';
  const reader = uid === '' ? undefined : await db.doc(`users/${uid}`).get();
  const name: unknown = reader?.get('profile.displayName');
  if (typeof name === 'string') response.type('text').send(`${name} reads with Alinea`);
  else response.status(404).type('text').send('Nobody reads here');
});
