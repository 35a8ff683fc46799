import type { ResponseOf } from '../../../client/src';

/** A run of twelve days that can be won back for some hours more. */
export const someRecovery: NonNullable<ResponseOf<'getStreak'>['recovery']> = {
  status: 'offered',
  day: '2026-11-23',
  lost: 12,
  needed: 4,
  done: 1,
  normal: 2,
  activities: 60,
  activeDays: 30,
  opensAt: '2026-11-23T22:15:00.000Z',
  closesAt: '2026-11-24T22:15:00.000Z',
  nextFrom: '2026-12-23',
};
