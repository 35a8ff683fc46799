import { Client, type MethodDefinition, credentials } from '@grpc/grpc-js';
import { type CommittedChange, firestoreService } from '../firestore/index';

/**
 * Documents by their path below the project (`databases/firestreak/documents/users/ada`), each as
 * bytes of google.firestore.v1.Document without a name, in base64.
 */
export type Documents = Map<string, string>;

/** A changed document with what it holds now; null when it was deleted. */
export type DocumentEntry = readonly [path: string, document: string | null];

/** Documents that one request writes when data are loaded. */
const DOCUMENTS_PER_COMMIT = 400;

/** What a commit did to a document. */
export function entryOf({ database, path, newDocument }: CommittedChange): DocumentEntry {
  const below = database.split('/').slice(2).join('/');
  return [`${below}/documents/${path}`, newDocument ? encode(newDocument.fields) : null];
}

/** The documents that changes lead to, the latest of each. */
export function documentsAfter(changes: Iterable<CommittedChange>): Documents {
  const entries = Array.from(changes, entryOf);
  return new Map(
    entries.flatMap(([path, document]) => (document === null ? [] : [[path, document]])),
  );
}

/** Writes documents into a project of the Firestore at `host:port`. */
export async function loadDocuments(
  documents: Documents,
  host: string,
  projectId: string,
): Promise<void> {
  const client = new Client(host, credentials.createInsecure());
  const project = `projects/${projectId}`;
  try {
    for (const [database, entries] of byDatabase(documents)) {
      for (let at = 0; at < entries.length; at += DOCUMENTS_PER_COMMIT) {
        const writes = entries.slice(at, at + DOCUMENTS_PER_COMMIT).map(([path, document]) => {
          return { update: { ...decode(document), name: `${project}/${path}` } };
        });
        await commit(client, { database: `${project}/${database}`, writes });
      }
    }
  } finally {
    client.close();
  }
}

function encode(fields: object): string {
  return method('GetDocument').responseSerialize({ fields }).toString('base64');
}

function decode(document: string): object {
  return method('GetDocument').responseDeserialize(Buffer.from(document, 'base64'));
}

function method(name: string): MethodDefinition<object, object> {
  const found = firestoreService[name] as MethodDefinition<object, object> | undefined;
  if (!found) throw new Error(`Firestore has no method ${name}.`);
  return found;
}

function byDatabase(documents: Documents): Map<string, [string, string][]> {
  const databases = new Map<string, [string, string][]>();
  for (const entry of documents) {
    const database = entry[0].split('/').slice(0, 2).join('/');
    databases.set(database, [...(databases.get(database) ?? []), entry]);
  }
  return databases;
}

function commit(client: Client, request: object): Promise<unknown> {
  const { path, requestSerialize, responseDeserialize } = method('Commit');
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      (error, response) => {
        if (error) reject(error);
        else resolve(response);
      },
    );
  });
}
