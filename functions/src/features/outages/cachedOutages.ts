import { type OutageList, StaleOutagesError } from '../../engine/outages';

/** How long an instance goes by the list that it has read. */
const KEPT_FOR_MS = 60_000;

/** How often a use case is repeated with a list that was read anew. */
const MAX_REPEATS = 3;

/** The outages in force, as an instance knows them. */
export interface CachedOutages {
  /**
   * Runs a use case with the list. When it meets a user who was settled with a later one, the list
   * is read again and the use case repeated, so that must be safe. A list that was just read is the
   * latest there is, and counts as the version needed, also when it was restored from a backup.
   */
  use<T>(useCase: (outages: OutageList) => Promise<T>): Promise<T>;
  /** Has the list read again when it is next used. */
  forget(): void;
}

/**
 * Keeps the list for a minute, so that no call pays a read for it. Calls that come while it is being
 * read wait for the same read.
 *
 * @param now milliseconds since the epoch
 */
export function cachedOutages(load: () => Promise<OutageList>, now: () => number): CachedOutages {
  let kept: { readonly at: number; readonly list: Promise<OutageList> } | undefined;

  const read = (): Promise<OutageList> => {
    const reading = { at: now(), list: load() };
    kept = reading;
    reading.list.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading.list;
  };

  const current = (): Promise<OutageList> => {
    const age = kept ? now() - kept.at : Infinity;
    return kept && age >= 0 && age < KEPT_FOR_MS ? kept.list : read();
  };

  return {
    async use(useCase) {
      let list = await current();
      for (let repeats = 0; ; repeats += 1) {
        try {
          return await useCase(list);
        } catch (error) {
          const needed = versionNeeded(error);
          if (needed === undefined || repeats === MAX_REPEATS) throw error;
          const latest = await read();
          list = { ...latest, version: Math.max(latest.version, needed) };
        }
      }
    },
    forget() {
      kept = undefined;
    },
  };
}

/** The latest version that a failure asks for; undefined when it is about something else. */
function versionNeeded(error: unknown): number | undefined {
  const failures: unknown[] = error instanceof AggregateError ? error.errors : [error];
  const needed = failures.flatMap((failure) =>
    failure instanceof StaleOutagesError ? failure.needed : [],
  );
  return needed.length > 0 ? Math.max(...needed) : undefined;
}
