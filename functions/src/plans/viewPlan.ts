import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { pauseDaysLeft } from './pauses';
import { type Plan, restDaysOn } from './plan';
import type { PlanView } from './wire';

/** A plan as clients see it. */
export function viewPlan(plan: Plan, today: Day, program: Program): PlanView {
  const next = plan.rest.find(({ from }) => from > today);
  return {
    pauses: plan.pauses.map(({ from, to }) => ({ from, to })),
    pauseDaysLeft: pauseDaysLeft(plan, today, program),
    restDays: [...restDaysOn(plan.rest, today)],
    nextRestDays: next ? { restDays: [...next.weekdays], from: next.from } : null,
  };
}
