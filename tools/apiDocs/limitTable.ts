import type { LimitClass } from '../../functions/src/contracts/rateLimits';
import { activities, everyCall, shared } from '../../functions/src/contracts/rateLimits';
import { callables } from '../../functions/src/functions';
import { inCode, withTable } from './tables';

const limits = { light: everyCall, activity: activities, ...shared } as const satisfies Readonly<
  Record<LimitClass, object>
>;

/** docs/quotas.md with the limits of each callable where they are marked to be. @throws without such a place */
export function withLimitTable(page: string): string {
  const rows = Object.entries(limits).flatMap(([limit, { burst, perHour }]) => {
    const names = Object.entries(callables).filter(([, { access }]) => access.limit === limit);
    return names.length > 0 ? [{ names: names.map(([name]) => name), burst, perHour }] : [];
  });
  return withTable(page, 'limits', [
    ['callables', ...rows.map(({ names }) => names.map(inCode).join(', '))],
    ['at once', ...rows.map(({ burst }) => String(burst))],
    ['then each hour', ...rows.map(({ perHour }) => String(perHour))],
  ]);
}
