/** What a worker has done so far. */
export interface Progress {
  /** Users whose streak was settled. */
  judged: number;
  /** Commits sent. */
  commits: number;
  /** Commits refused because of one of their users. */
  conflicts: number;
  /** Users who could not be judged; they stay due. */
  failed: number;
}

/** Nothing done yet. */
export function noProgress(): Progress {
  return { judged: 0, commits: 0, conflicts: 0, failed: 0 };
}
