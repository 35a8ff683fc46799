import { recordActivity } from '../../functions/src/engine/recordActivity';
import { noOutages } from '../../functions/src/engine/outages';
import type { Write } from '../../functions/src/platform/write';
import { program } from '../../functions/src/program';
import { type WriteContext, streakWrites } from '../../functions/src/documents/user';
import { type Settled, settle } from '../../functions/src/engine/settle';
import type { StreakState } from '../../functions/src/engine/streakState';
import type { Scale } from './scale';

/** When maintenance runs, in milliseconds since the epoch: a Wednesday noon. */
export const RUN_AT = Date.UTC(2026, 2, 4, 12);

const DAY_MS = 86_400_000;
const context = { now: RUN_AT, program, correlationId: 'bench' };

/** Three kinds of users, each active on ten days in a row: until today, or until the day before yesterday. */
const activeToday = history(0, 'quiz_easy_passed');
const dueWithFreeze = history(2, 'evaluation_high');
const dueWithout = history(2, 'quiz_easy_passed');

/** The user documents of a scale; those who are due are spread evenly. */
export function* population({ users, due }: Pick<Scale, 'users' | 'due'>): Generator<Write> {
  for (let index = 0; index < users; index += 1) {
    const isDue = Math.floor(((index + 1) * due) / users) > Math.floor((index * due) / users);
    const settled = isDue ? (index % 2 === 0 ? dueWithFreeze : dueWithout) : activeToday;
    const [user] = streakWrites(uidOf(index), settled, context);
    if (user) yield user;
  }
}

/** The writes that judge a due user. */
export function judgement(
  uid: string,
  user: StreakState,
  replaced: Pick<WriteContext, 'stored'> = {},
): Write[] {
  const settled = settle(user, RUN_AT, program, noOutages);
  return streakWrites(uid, settled, { ...context, ...replaced });
}

/** The writes of maintenance for any user, at no cost: those of one user with another's paths. */
export function* judgements(due: number): Generator<Write[]> {
  const templates = [dueWithFreeze, dueWithout].map(({ state }) =>
    judgement('U', state, { stored: state }),
  );
  for (let index = 0; index < due; index += 1) {
    const template = templates[index % 2] ?? [];
    yield template.map(({ precondition: _, ...write }) => ({
      ...write,
      path: write.path.replace('users/U', `users/${uidOf(index)}`),
    }));
  }
}

function uidOf(index: number): string {
  return `user-${index.toString().padStart(7, '0')}`;
}

/** Ten active days in a row, the last of them so many days before `now` (milliseconds since the epoch). */
export function history(lastDaysAgo: number, type: string, now = RUN_AT): Settled {
  const last = now - lastDaysAgo * DAY_MS;
  const first = recordActivity(
    undefined,
    { activityId: 'a', type, quantity: 1, timeZone: 'Europe/Berlin' },
    last - 9 * DAY_MS,
    program,
    noOutages,
  );
  return Array.from({ length: 9 }, (_, day) => last - (8 - day) * DAY_MS).reduce(
    (settled, at) =>
      recordActivity(settled.state, { activityId: 'a', type, quantity: 1 }, at, program, noOutages)
        .settled,
    first.settled,
  );
}
