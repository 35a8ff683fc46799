import { outagesInForce } from '../outages/inForce';
import { type Caller } from '../platform/caller';
import { callable } from '../platform/callable';
import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { program } from '../program';
import type { Day } from '../shared/day';
import { LAST_DAY } from '../shared/timeRange';
import { changePlan } from './changePlan';
import { cancelPauseContract, setPauseContract, setRestDaysContract } from './contract';
import { withPause, withoutPause } from './pauses';
import type { Plan } from './plan';
import { withRestDays } from './restDays';

const change = (caller: Caller, to: (plan: Plan, today: Day) => Plan) =>
  outagesInForce.use((outages) =>
    changePlan({ db: database(), program, now: () => clock.now(), outages }, caller, to),
  );

/** `setPause`, see docs/api.md. */
export const setPause = callable(setPauseContract, (caller, pause) =>
  change(caller, (plan, today) => withPause(plan, pause, today, program)),
);

/** `cancelPause`, see docs/api.md. */
export const cancelPause = callable(cancelPauseContract, (caller, { from, to = LAST_DAY }) =>
  change(caller, (plan, today) => withoutPause(plan, { from: from ?? today, to }, today)),
);

/** `setRestDays`, see docs/api.md. */
export const setRestDays = callable(setRestDaysContract, (caller, { weekdays }) =>
  change(caller, (plan, today) => withRestDays(plan, weekdays, today, program)),
);
