import { logActivityContract } from './activity/contract';
import type { Contract } from './platform/contract';
import { explainStreakContract, getStreakContract, setTimeZoneContract } from './streaks/contract';

/** Every callable's contract, in the order of docs/api.md. */
export const contracts: readonly Contract[] = [
  logActivityContract,
  getStreakContract,
  explainStreakContract,
  setTimeZoneContract,
];
