import type { Database, Reading } from '../database';
import type { View } from '../documents/view';
import type { WireTransactionOptions } from '../transactions/transactions';
import { fromWire } from '../values/timestamp';
import type { WireTimestamp } from '../values/timestamp';

/** The ways a request says which state it wants to read. */
export interface WireConsistency {
  transaction?: Buffer;
  newTransaction?: WireTransactionOptions;
  readTime?: WireTimestamp;
}

export interface Answer<T> {
  readonly result: T;
  /** The id to tell the client when the request began a transaction. */
  readonly begun: Buffer | undefined;
}

/**
 * Reads the state that the request asks for. A transaction that it begins ends when the read fails, as its client
 * never learns of it.
 *
 * @throws StatusError for a transaction that is over; else as the read does.
 */
export async function readFor<T>(
  database: Database,
  request: WireConsistency,
  signal: AbortSignal,
  reading: (view: View) => Reading<T>,
): Promise<Answer<T>> {
  const { transactions, store } = database;
  if (request.newTransaction) {
    const transaction = transactions.begin(request.newTransaction, store.readTime);
    try {
      return {
        result: await database.read({ transaction }, signal, reading),
        begun: transaction.id,
      };
    } catch (error) {
      transactions.end(transaction.id);
      throw error;
    }
  }
  const transaction = request.transaction?.length
    ? transactions.use(request.transaction)
    : undefined;
  const readTime = request.readTime && fromWire(request.readTime);
  return {
    result: await database.read({ transaction, readTime }, signal, reading),
    begun: undefined,
  };
}
