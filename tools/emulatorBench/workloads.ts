import type { DocumentReference, Firestore } from '@google-cloud/firestore';

/** Attempts after which no transaction of these gives up on either server. */
const maxAttempts = 100;

async function times(count: number, run: (i: number) => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, i) => run(i)));
}

async function increment(db: Firestore, counter: DocumentReference): Promise<void> {
  await db.runTransaction(
    async (transaction) => {
      const n = ((await transaction.get(counter)).get('n') as number | undefined) ?? 0;
      transaction.set(counter, { n: n + 1 });
    },
    { maxAttempts },
  );
}

/** @throws Error when an increment was lost */
async function expectCount(counter: DocumentReference, count: number): Promise<void> {
  const n: unknown = (await counter.get()).get('n');
  if (n !== count) throw new Error(`${String(n)} of ${count} increments were counted.`);
}

/** Rounds of transactions that all increment one counter at once. */
export async function contend(db: Firestore, transactions: number, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const counter = db.collection('counters').doc();
    await times(transactions, () => increment(db, counter));
    await expectCount(counter, transactions);
  }
}

/** Transactions on a document each, so many at once. */
export async function spread(db: Firestore, transactions: number, atOnce: number): Promise<void> {
  for (let done = 0; done < transactions; done += atOnce) {
    await times(atOnce, (i) => increment(db, db.collection('spread').doc(`${done + i}`)));
  }
}

/** Sets documents of about 100 bytes with an unthrottled BulkWriter. */
export async function fill(db: Firestore, collection: string, count: number): Promise<void> {
  const writer = db.bulkWriter({ throttling: false });
  for (let i = 0; i < count; i++) {
    const document = db.collection(collection).doc(`document-${i}`);
    void writer.set(document, { n: i, name: `number ${i}`, due: i % 97, text: 'x'.repeat(40) });
  }
  await writer.close();
}

/** Reads a collection of `count` documents by pages of 300, so many at most; returns how many it were. */
export async function readPages(
  db: Firestore,
  collection: string,
  count: number,
  most: number,
): Promise<number> {
  const query = db.collection(collection).orderBy('n').limit(300);
  let [pages, read] = [0, 0];
  let page = await query.get();
  for (; !page.empty && pages < most; page = await query.startAfter(page.docs.at(-1)).get()) {
    pages++;
    read += page.size;
  }
  if (read !== Math.min(count, most * 300))
    throw new Error(`${read} of ${count} documents were read.`);
  return pages;
}
