import type { DocumentReference, Transaction } from '@google-cloud/firestore';
import { connect } from './connect';
import type { Connection } from './connect';

/** Rounds of each kind; rounds of different documents run side by side. */
const rounds = 1000;
const atOnce = 20;

let connection: Connection;

beforeAll(async () => {
  connection = await connect();
});
afterAll(() => connection.close());

async function eachRound(play: (round: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < rounds) await play(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

const run = <T>(body: (transaction: Transaction) => Promise<T>) =>
  connection.db.runTransaction(body, { maxAttempts: 20 });

test('contended counters count every increment', async () => {
  const counters = Array.from({ length: 10 }, (_, i) => connection.db.doc(`counters/${i}`));
  await eachRound(async (round) => {
    const counter = counters[round % counters.length];
    if (!counter) return;
    await run(async (transaction) => {
      const n = ((await transaction.get(counter)).get('n') as number | undefined) ?? 0;
      transaction.set(counter, { n: n + 1 });
    });
  });
  const counted = (await connection.db.getAll(...counters)).map(
    (counter) => counter.get('n') as number,
  );
  expect(counted).toEqual(counters.map(() => rounds / counters.length));
});

test('of two that each see none and create, exactly one creates', async () => {
  const collection = connection.db.collection('phantoms');
  await eachRound(async (round) => {
    const createIfNone = () =>
      run(async (transaction) => {
        const { empty } = await transaction.get(collection.where('round', '==', round));
        if (empty) transaction.create(collection.doc(), { round });
      });
    await Promise.all([createIfNone(), createIfNone()]);
  });
  const found = (await collection.get()).docs.map((each) => each.get('round') as number);
  expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: rounds }, (_, i) => i));
});

test('of two on duty that each leave only if the other stays, exactly one leaves', async () => {
  const duty = connection.db.collection('duty');
  await eachRound(async (round) => {
    const [a, b] = [duty.doc(`${round}-a`), duty.doc(`${round}-b`)];
    await connection.db.batch().set(a, { on: true }).set(b, { on: true }).commit();
    const leave = (who: DocumentReference) =>
      run(async (transaction) => {
        const both = await transaction.getAll(a, b);
        if (both.every((each) => each.get('on') === true)) transaction.update(who, { on: false });
      });
    await Promise.all([leave(a), leave(b)]);
  });
  const on = (await duty.where('on', '==', true).get()).docs.map(({ id }) => Number.parseInt(id));
  expect(on.sort((a, b) => a - b)).toEqual(Array.from({ length: rounds }, (_, i) => i));
});
