import type { Database } from '../database';
import type { Transaction, WireTransactionOptions } from '../transactions/transactions';
import { fromWire } from '../values/timestamp';
import type { Micros, WireTimestamp } from '../values/timestamp';

/** The ways a request says which state it wants to read. */
export interface WireConsistency {
  transaction?: Buffer;
  newTransaction?: WireTransactionOptions;
  readTime?: WireTimestamp;
}

export interface Consistency {
  readonly transaction: Transaction | undefined;
  readonly readTime: Micros | undefined;
  /** The id to tell the client when the request began a transaction. */
  readonly begun: Buffer | undefined;
}

/** @throws StatusError for a transaction that is over. */
export function consistencyOf(database: Database, request: WireConsistency): Consistency {
  const { transactions, store } = database;
  if (request.newTransaction) {
    const transaction = transactions.begin(request.newTransaction, store.readTime);
    return { transaction, readTime: undefined, begun: transaction.id };
  }
  const transaction = request.transaction?.length
    ? transactions.use(request.transaction)
    : undefined;
  return {
    transaction,
    readTime: request.readTime && fromWire(request.readTime),
    begun: undefined,
  };
}
