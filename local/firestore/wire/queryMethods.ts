import type { Databases } from '../databases';
import { aggregate } from '../query/aggregate';
import { parseQuery } from '../query/parseQuery';
import { runQuery } from '../query/runQuery';
import { invalidArgument } from '../status';
import type { UsageMeter } from '../usage';
import { toWire } from '../values/timestamp';
import { readFor } from './consistency';
import type { WireConsistency } from './consistency';
import { wireDocument } from './document';
import type { WireAggregation, WireQuery } from './structuredQuery';

export interface RunQueryRequest extends WireConsistency {
  parent?: string;
  structuredQuery?: WireQuery;
}

export interface RunAggregationQueryRequest extends WireConsistency {
  parent?: string;
  structuredAggregationQuery?: { structuredQuery?: WireQuery; aggregations?: WireAggregation[] };
}

/** RunQuery and RunAggregationQuery. */
export function queryMethods(databases: Databases, usage: UsageMeter) {
  return {
    runQuery: async (request: RunQueryRequest, signal: AbortSignal) => {
      const { database, path } = databases.locate(request.parent);
      if (!request.structuredQuery) throw invalidArgument('A structured query is required.');
      const query = parseQuery(path, request.structuredQuery);
      database.admit(query);
      const { result, begun } = await readFor(database, request, signal, (view) => {
        const { covered, ...found } = runQuery(database.store, view, query);
        return {
          result: { ...found, readTime: toWire(view.readTime) },
          footprint: {
            documents: found.documents.map(({ place }) => place.path),
            ranges: covered,
          },
        };
      });
      const { documents, skipped, readTime } = result;
      usage.read(documents.length + skipped);
      const responses: object[] = documents.map((document) => ({
        document: wireDocument(database.name, document, query.projection),
        readTime,
      }));
      const extra = {
        ...(skipped > 0 && { skippedResults: skipped }),
        ...(begun && { transaction: begun }),
      };
      if (responses.length === 0) return [{ readTime, ...extra }];
      responses[0] = { ...responses[0], ...extra };
      return responses;
    },

    runAggregationQuery: async (request: RunAggregationQueryRequest, signal: AbortSignal) => {
      const { database, path } = databases.locate(request.parent);
      const { structuredQuery, aggregations = [] } = request.structuredAggregationQuery ?? {};
      if (!structuredQuery) throw invalidArgument('A structured query is required.');
      const aggregated = aggregations.flatMap(
        ({ sum, avg }) => (sum ?? avg)?.field?.fieldPath ?? [],
      );
      const query = parseQuery(path, structuredQuery, aggregated);
      database.admit(query);
      const { result, begun } = await readFor(database, request, signal, (view) => {
        const { covered, ...found } = aggregate(database.store, view, query, aggregations);
        return {
          result: { ...found, readTime: toWire(view.readTime) },
          footprint: { documents: [], ranges: covered },
        };
      });
      const { values, scanned, readTime } = result;
      usage.aggregate(scanned);
      const extra = begun && { transaction: begun };
      return [{ result: { aggregateFields: values }, readTime, ...extra }];
    },
  };
}
