import { FirestreakError } from '../../contracts/errors';
import type {
  ExplainStreakRequest,
  ExplainStreakResponse,
  GetStreakRequest,
  GetStreakResponse,
} from '../../contracts/streaks';
import type { AboutView } from '../../contracts/views';
import { userPath } from '../../contracts/ids';
import { loadLedger, loadStreak, type StreakDeps } from '../../documents/load';
import { readPreferences } from '../../documents/preferences';
import { readStreak } from '../../documents/user';
import { addDays, daysBetween, earlierDay } from '../../engine/days';
import { explainDays } from '../../engine/explain';
import type { Program } from '../../engine/program';
import { settle } from '../../engine/settle';
import { knownStreak } from '../../engine/streakState';
import { viewStreak } from '../../engine/streakView';
import { type Catalogues, languageFor } from '../../languages/catalogues';
import type { Caller } from '../../platform/request';
import { loadTemplates } from '../../platform/template';
import { verdictsInWords } from './verdictInWords';

/** What is deployed: features, the callables of all of them, and whether clients may log. */
export type Deployment = Pick<AboutView, 'features' | 'callables' | 'clientLogging'>;

/**
 * The caller's streak now, and what the app is about if they ask. One read; nothing is written.
 *
 * @throws FirestreakError `time-zone-unset`
 */
export async function getStreak(
  { db, program, now, outages, deployment }: StreakDeps & { readonly deployment: () => Deployment },
  { uid }: Caller,
  { about = false }: GetStreakRequest,
): Promise<GetStreakResponse> {
  const at = now();
  const streak = knownStreak(await loadStreak(db, uid));
  const view = viewStreak(settle(streak, at, program, outages), at, program);
  return about ? { ...view, about: aboutApp(program, deployment()) } : view;
}

function aboutApp(program: Program, deployment: Deployment): AboutView {
  const { version, activities, maxQuantity, levels, milestones, badges, planning } = program;
  return {
    programVersion: version,
    activities: Object.entries(activities).map(([type, activity]) => ({
      ...{ type, maxPerDay: null },
      ...activity,
    })),
    maxQuantity,
    tiers: levels.tiers.map(({ name, fromXp }) => ({ name, fromXp })),
    milestones: [...milestones],
    badges: Object.entries(badges).map(([id, { name }]) => ({ id, name })),
    ...planning,
    ...deployment,
  };
}

const DEFAULT_DAYS = 14;
const MAX_DAYS = 92;

/**
 * Why each day of a range was judged as it was, in the language that is asked for or that the caller prefers.
 * Days that have ended but are not judged yet are judged for the answer; nothing is written.
 *
 * @throws FirestreakError for what the contract names
 */
export async function explainStreak(
  { db, program, now, outages, texts }: StreakDeps & { readonly texts: Catalogues },
  { uid }: Caller,
  request: ExplainStreakRequest,
): Promise<ExplainStreakResponse> {
  const user = (await db.doc(userPath(uid)).get()).data();
  const settled = settle(knownStreak(readStreak(user)), now(), program, outages);
  const to = earlierDay(request.to ?? settled.open.last, settled.open.last);
  const from = request.from ?? addDays(to, 1 - DEFAULT_DAYS);
  if (from > to || daysBetween(from, to) >= MAX_DAYS) {
    const message = `The range must be 1 to ${MAX_DAYS} days and may not start after today.`;
    throw new FirestreakError('malformed-request', message);
  }
  const ledger = await loadLedger(db, uid, from, to);
  const recorded = new Map([...ledger, ...Object.entries(settled.changedDays)]);
  const language = languageFor(request.language ?? readPreferences(user, program).language);
  const inWords = verdictsInWords(await loadTemplates(), texts, language, program);
  return {
    programVersion: program.version,
    dayStartHour: program.dayStartHour,
    days: explainDays(from, to, recorded, settled, { program, outages }).map(
      ({ said, ...day }) => ({ ...day, reason: inWords(said) }),
    ),
  };
}
