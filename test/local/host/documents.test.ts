import '../../support/env';
import '../../../local/suite/quietLogs';
import type { Firestore } from 'firebase-admin/firestore';
import { getFirestore } from 'firebase-admin/firestore';
import { getApp, getApps, initializeApp } from 'firebase-admin/app';
import { onDocumentCreated, onDocumentWritten } from 'firebase-functions/v2/firestore';
import { defineString } from 'firebase-functions/params';
import type { Host } from '../../../local/host/index';
import { startHost } from '../../../local/host/index';
import type { Backend } from '../../support/backend';
import { startBackend } from '../../support/backend';

let backend: Backend;
let host: Host;
let db: Firestore;

const seen: { id: string; params: object; before?: unknown; after?: unknown }[] = [];

const byDefault = defineString('BY_DEFAULT', { default: 'by-default' });
const chosen = defineString('CHOSEN', { default: 'not-this' });

const functions = {
  onDefault: onDocumentCreated(
    { document: 'invoices/{invoice}', database: byDefault },
    ({ id, params, database }) => {
      seen.push({ id, params, after: database });
    },
  ),
  onChosen: onDocumentCreated(
    { document: 'invoices/{invoice}', database: chosen },
    ({ id, params, database }) => {
      seen.push({ id, params, after: database });
    },
  ),
  onOrder: onDocumentCreated(
    { document: 'orders/{order}', retry: true },
    ({ id, params, data }) => {
      seen.push({ id, params, after: data?.data() });
      if (seen.length < 3) throw new Error('again');
    },
  ),
  onAnswer: onDocumentCreated('answers/{answer}', () => {
    throw new Error('not retried');
  }),
  onDoomed: onDocumentCreated({ document: 'doomed/{one}', retry: true }, () => {
    throw new Error('for ever');
  }),
  onUser: onDocumentWritten('users/{user}/notes/{note}', ({ id, params, data }) => {
    seen.push({ id, params, before: data?.before.data(), after: data?.after.data() });
  }),
  onOne: onDocumentWritten('users/one', async ({ data }) => {
    await data?.after.ref.collection('notes').add({ text: 'follow-up' });
  }),
};

beforeAll(async () => {
  process.env['CHOSEN'] = 'chosen';
  backend = await startBackend();
  const { functionsPort: port, ...rest } = backend;
  host = await startHost({ ...rest, functions, port, maxAttempts: 4 });
  if (getApps().length === 0) initializeApp();
  db = getFirestore();
});

beforeEach(async () => {
  await host.idle();
  seen.length = 0;
});

afterAll(async () => {
  await db.terminate();
  await host.close();
  await backend.close();
});

test('with retry a failed event comes again, with the same id', async () => {
  await db.doc('orders/o1').set({ total: 3 });
  await host.idle();
  expect(seen).toHaveLength(3);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(1);
  expect(seen[0]).toMatchObject({ params: { order: 'o1' }, after: { total: 3 } });
  expect(host.failures.map(({ name, retried }) => [name, retried])).toEqual([
    ['onOrder', true],
    ['onOrder', true],
  ]);
});

test('what fails for ever comes as often as the host is told', async () => {
  await db.doc('doomed/d1').set({});
  await host.idle();
  const failures = host.failures.filter(({ name }) => name === 'onDoomed');
  expect(failures.map(({ attempt, retried }) => [attempt, retried])).toEqual([
    ...[1, 2, 3].map((attempt) => [attempt, true]),
    [4, false],
  ]);
});

test('without retry a failed event is gone', async () => {
  await db.doc('answers/a1').set({ right: true });
  await host.idle();
  expect(host.failures.filter(({ name }) => name === 'onAnswer')).toEqual([
    expect.objectContaining({ attempt: 1, retried: false }),
  ]);
});

test('a write shows the document before and after', async () => {
  const note = db.doc('users/ann/notes/n1');
  await note.set({ text: 'a' });
  await host.idle();
  await note.update({ text: 'b' });
  await host.idle();
  await note.delete();
  await host.idle();
  expect(seen.map(({ before, after }) => [before, after])).toEqual([
    [undefined, { text: 'a' }],
    [{ text: 'a' }, { text: 'b' }],
    [{ text: 'b' }, undefined],
  ]);
  expect(seen[0]?.params).toEqual({ user: 'ann', note: 'n1' });
});

test('ids outside ASCII come through', async () => {
  await db.doc('users/zoë/notes/日').set({ text: 'ü' });
  await host.idle();
  expect(seen).toEqual([expect.objectContaining({ params: { user: 'zoë', note: '日' } })]);
});

test('a function on one document runs for that document only, and idle waits for what follows', async () => {
  await db.doc('users/one').set({ a: 1 });
  await db.doc('users/two').set({ a: 1 });
  await host.idle();
  expect(seen.map(({ params, after }) => ({ params, after }))).toEqual([
    { params: { user: 'one', note: expect.any(String) as string }, after: { text: 'follow-up' } },
  ]);
});

test('a function on a database that a parameter names runs for that database only', async () => {
  for (const database of ['chosen', '(default)', 'not-this', 'by-default']) {
    await getFirestore(getApp(), database).doc(`invoices/of-${database}`).set({});
  }
  await host.idle();
  expect(seen.map(({ params, after }) => ({ params, after }))).toEqual([
    { params: { invoice: 'of-chosen' }, after: 'chosen' },
    { params: { invoice: 'of-by-default' }, after: 'by-default' },
  ]);
});
