import type { handleBidiStreamingCall } from '@grpc/grpc-js';
import type { CommitFeed } from '../commitFeed';
import type { Databases } from '../databases';
import { parseQuery } from '../query/parseQuery';
import { invalidArgument } from '../status';
import type { UsageMeter } from '../usage';
import { toStatus } from '../wire/handlers';
import type { CallOptions } from '../wire/handlers';
import type { WireQuery } from '../wire/structuredQuery';
import { Listener } from './listener';
import type { ListenResponse } from './listener';
import { documentsTarget, queryTarget } from './target';
import type { Target } from './target';

export interface ListenRequest {
  database?: string;
  addTarget?: WireTarget;
  removeTarget?: number;
}

interface WireTarget {
  targetId?: number;
  query?: { parent?: string; structuredQuery?: WireQuery };
  documents?: { documents?: string[] };
  resumeToken?: Buffer;
  readTime?: object;
}

/** Listen: one stream for any number of targets. */
export function listenCall(
  databases: Databases,
  feed: CommitFeed,
  usage: UsageMeter,
  { latencyMs, onCall }: CallOptions,
): handleBidiStreamingCall<ListenRequest, ListenResponse> {
  return (call) => {
    onCall('Listen');
    const send = (response: ListenResponse) => {
      if (latencyMs > 0) setTimeout(() => call.write(response), latencyMs);
      else call.write(response);
    };
    const listener = new Listener(send, (documents) => {
      usage.read(documents);
    });
    const unsubscribe = feed.subscribe((commit) => {
      listener.onCommit(commit);
    });
    call.on('cancelled', unsubscribe);
    call.on('end', () => {
      unsubscribe();
      call.end();
    });
    call.on('data', (request: ListenRequest) => {
      const { addTarget, removeTarget } = request;
      if (removeTarget !== undefined) listener.remove(removeTarget);
      if (!addTarget) return;
      try {
        const resumed =
          (addTarget.resumeToken?.length ?? 0) > 0 || addTarget.readTime !== undefined;
        listener.add(parseTarget(databases, request.database, addTarget), resumed);
      } catch (error) {
        const { code, details } = toStatus(error);
        listener.remove(addTarget.targetId ?? 0, { code, message: details });
      }
    });
  };
}

function parseTarget(
  databases: Databases,
  databaseName: string | undefined,
  { targetId = 1, query, documents }: WireTarget,
): Target {
  if (documents) {
    const paths = (documents.documents ?? []).map((name) => databases.locate(name).path);
    return documentsTarget(targetId, databases.locate(databaseName).database, paths);
  }
  if (!query?.structuredQuery) throw invalidArgument('A target needs documents or a query.');
  const { database, path } = databases.locate(query.parent);
  const parsed = parseQuery(path, query.structuredQuery);
  database.admit(parsed);
  return queryTarget(targetId, database, parsed);
}
