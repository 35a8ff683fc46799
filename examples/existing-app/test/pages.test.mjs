import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setDoc, doc, updateDoc } from 'firebase/firestore';
import { openChallenges, ordersOf, readerOf, rename } from '../client/reader.js';
import { olga, reader, seed } from './emulators.mjs';

/** What pages read and write themselves, under the app's rules: this needs the official Firestore emulator. */
let device;
let stranger;

before(async () => {
  await seed();
  device = await reader('olga');
  stranger = await reader('ben');
});

after(() => Promise.all([device.leave(), stranger.leave()]));

const denied = { code: 'permission-denied' };

test('readers see their own profile and orders, and nobody else does', async () => {
  assert.deepEqual((await readerOf(device.db, 'olga')).profile, olga.profile);
  assert.deepEqual(await ordersOf(device.db, 'olga'), [{ item: 'Oblomov', cents: 1290 }]);
  await assert.rejects(readerOf(stranger.db, 'olga'), denied);
  await assert.rejects(ordersOf(stranger.db, 'olga'), denied);
});

test('readers change their profile and nothing else of theirs', async () => {
  await rename(device.db, 'olga', 'Olga O.');
  assert.equal((await readerOf(device.db, 'olga')).profile.displayName, 'Olga O.');
  await assert.rejects(updateDoc(doc(device.db, 'users/olga'), { streak: 1000 }), denied);
  await assert.rejects(setDoc(doc(device.db, 'challenges/mine'), { open: true }), denied);
});

test('readers see the open challenges', async () => {
  assert.ok((await openChallenges(device.db)).includes('Ten Russians'));
});
