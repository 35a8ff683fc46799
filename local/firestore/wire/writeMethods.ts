import { randomBytes } from 'node:crypto';
import type { Committed, Database } from '../database';
import type { Databases } from '../databases';
import { StatusError } from '../status';
import type { UsageMeter } from '../usage';
import { toWire } from '../values/timestamp';
import { checkBatch, checkCommit } from '../writes/checkCommit';
import { nameOf, parseWrite } from '../writes/write';
import type {
  WireDocument,
  WireMask,
  WirePrecondition,
  WireWrite,
  WireWriteResult,
} from '../writes/wireWrite';
import { parseMask, wireDocument } from './document';

export interface CommitRequest {
  database?: string;
  writes?: WireWrite[];
  transaction?: Buffer;
}

export interface CreateDocumentRequest {
  parent?: string;
  collectionId?: string;
  documentId?: string;
  document?: WireDocument;
  mask?: WireMask;
}

export interface UpdateDocumentRequest {
  document?: WireDocument;
  updateMask?: WireMask;
  mask?: WireMask;
  currentDocument?: WirePrecondition;
}

export interface DeleteDocumentRequest {
  name?: string;
  currentDocument?: WirePrecondition;
}

/** Commit, BatchWrite, CreateDocument, UpdateDocument and DeleteDocument. */
export function writeMethods(databases: Databases, usage: UsageMeter) {
  const commit = async (
    database: Database,
    writes: WireWrite[],
    signal: AbortSignal,
    transaction?: Buffer,
  ) => {
    const open = transaction?.length ? database.transactions.use(transaction) : undefined;
    try {
      const parsed = writes.map((write) => parseWrite(write, database.name));
      checkCommit(parsed);
      const committed = await database.commit(parsed, open, signal);
      for (const { change } of parsed) {
        if (change?.kind === 'delete') usage.delete();
        else usage.write();
      }
      return committed;
    } finally {
      if (open) database.transactions.end(open.id);
    }
  };

  const writeOne = async (
    name: string | undefined,
    write: WireWrite,
    signal: AbortSignal,
    mask?: WireMask,
  ) => {
    const { database, path } = databases.locate(name);
    await commit(database, [write], signal);
    const document = database.store.get(path);
    return document ? wireDocument(database.name, document, parseMask(mask)) : {};
  };

  return {
    commit: async (
      { database: name, writes = [], transaction }: CommitRequest,
      signal: AbortSignal,
    ) => {
      const { database } = databases.locate(name);
      const committed = await commit(database, writes, signal, transaction);
      return { writeResults: resultsOf(committed), commitTime: toWire(committed.time) };
    },

    batchWrite: async ({ database: name, writes = [] }: CommitRequest, signal: AbortSignal) => {
      const { database } = databases.locate(name);
      checkBatch(writes.map((write) => nameOf(write)));
      const outcomes = await Promise.all(
        writes.map((write) => commit(database, [write], signal).then(success, failure)),
      );
      return {
        writeResults: outcomes.map(({ result }) => result),
        status: outcomes.map(({ status }) => status),
      };
    },

    createDocument: (
      { parent, collectionId, documentId, document, mask }: CreateDocumentRequest,
      signal: AbortSignal,
    ) => {
      const id = documentId ?? randomBytes(15).toString('base64url');
      const name = `${parent ?? ''}/${collectionId ?? ''}/${id}`;
      const update = { ...document, name };
      return writeOne(name, { update, currentDocument: { exists: false } }, signal, mask);
    },

    updateDocument: (
      { document, mask, updateMask, currentDocument }: UpdateDocumentRequest,
      signal: AbortSignal,
    ) =>
      writeOne(
        document?.name,
        {
          update: document ?? {},
          ...(updateMask && { updateMask }),
          ...(currentDocument && { currentDocument }),
        },
        signal,
        mask,
      ),

    deleteDocument: async (
      { name = '', currentDocument }: DeleteDocumentRequest,
      signal: AbortSignal,
    ) => {
      await writeOne(name, { delete: name, ...(currentDocument && { currentDocument }) }, signal);
      return {};
    },
  };
}

function resultsOf({ results }: Committed): WireWriteResult[] {
  return results.map(({ updateTime, transformResults }) => ({
    ...(updateTime !== undefined && { updateTime: toWire(updateTime) }),
    transformResults,
  }));
}

function success(committed: Committed): BatchOutcome {
  return { result: resultsOf(committed)[0] ?? {}, status: { code: 0 } };
}

function failure(error: unknown): BatchOutcome {
  if (!(error instanceof StatusError)) throw error;
  return { result: {}, status: { code: error.code, message: error.message } };
}

interface BatchOutcome {
  readonly result: WireWriteResult;
  readonly status: { code: number; message?: string };
}
