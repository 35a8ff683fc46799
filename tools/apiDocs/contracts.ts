import { logActivityContract } from '../../functions/src/activity/contract';
import type { Contract } from '../../functions/src/platform/contract';
import {
  explainStreakContract,
  getStreakContract,
  setTimeZoneContract,
} from '../../functions/src/streaks/contract';

/** Every callable's contract, in the order of docs/api.md. */
export const contracts: readonly Contract[] = [
  logActivityContract,
  getStreakContract,
  explainStreakContract,
  setTimeZoneContract,
];
