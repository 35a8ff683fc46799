import type { Databases } from '../databases';
import type { WireTransactionOptions } from '../transactions/transactions';

export interface BeginTransactionRequest {
  database?: string;
  options?: WireTransactionOptions;
}

export interface RollbackRequest {
  database?: string;
  transaction?: Buffer;
}

/** BeginTransaction and Rollback. */
export function transactionMethods(databases: Databases) {
  return {
    beginTransaction: ({ database: name, options = {} }: BeginTransactionRequest) => {
      const { database } = databases.locate(name);
      const { id } = database.transactions.begin(options, database.store.readTime);
      return { transaction: id };
    },

    rollback: ({ database: name, transaction }: RollbackRequest) => {
      const { database } = databases.locate(name);
      if (transaction) database.transactions.end(transaction);
      return {};
    },
  };
}
