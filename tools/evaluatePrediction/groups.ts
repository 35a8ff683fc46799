import type { Case } from './cases';
import { isRecent } from './fitModel';

/** Which days of users are scored. */
export const groups = {
  /** With a streak to lose. */
  alive: ({ stake }: Case) => stake !== undefined,
  /** Active within four weeks. */
  recent: isRecent,
  /** All after the first. */
  all: () => true,
} as const;

export type Group = keyof typeof groups;

export const groupNames = ['alive', 'recent', 'all'] as const satisfies readonly Group[];
