import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PubSub } from '@google-cloud/pubsub';
import { finishLesson } from '../client/reader.js';
import { db, emulators, eventually, olga, projectId, reader, seed } from './emulators.mjs';

const { functions, hosting } = emulators;
let device;

before(async () => {
  await seed();
  device = await reader('olga');
});

after(() => device.leave());

test('a finished lesson is kept and counted', async () => {
  const lessonId = `lesson-${Date.now()}`;
  await finishLesson(device.functions, { lessonId, course: 'novels', minutes: 15 });
  const lesson = await db.doc(`lessons/${lessonId}`).get();
  assert.equal(lesson.get('uid'), 'olga');
  const counts = async () => {
    const { streak, minutes } = (await db.doc('users/olga').get()).data();
    return { streak, minutes };
  };
  const counted = { streak: olga.streak + 1, minutes: olga.minutes + 15 };
  assert.deepEqual(await eventually(counts, counted), counted);
});

test('a lesson without minutes is refused', async () => {
  const lesson = { lessonId: 'none', course: 'novels', minutes: 0 };
  await assert.rejects(finishLesson(device.functions, lesson), {
    code: 'functions/invalid-argument',
  });
});

test('the page of a reader is behind Hosting', async () => {
  const site = `http://127.0.0.1:${hosting.port}`;
  assert.equal(await (await fetch(`${site}/share/olga`)).text(), 'Olga reads with Alinea');
  assert.equal((await fetch(`${site}/share/nobody`)).status, 404);
  assert.match(await (await fetch(site)).text(), /A chapter a day/);
});

test('an order that has been paid is stored', async () => {
  const order = { uid: 'ben', orderId: '1018', item: 'Hunger', cents: 990 };
  const shop = new PubSub({ projectId });
  await shop.topic('orders-paid').publishMessage({ json: order });
  await shop.close();
  const item = async () => (await db.doc('users/ben/orders/1018').get()).get('item');
  assert.equal(await eventually(item, 'Hunger'), 'Hunger');
});

test('challenges are closed when their time is over', async () => {
  const base = `http://127.0.0.1:${functions.port}/functions/projects/${projectId}/triggers`;
  await fetch(`${base}/europe-west1-closeChallenges-0`, { method: 'POST' });
  assert.equal((await db.doc('challenges/autumn').get()).get('open'), false);
  assert.equal((await db.doc('challenges/russia').get()).get('open'), true);
});
