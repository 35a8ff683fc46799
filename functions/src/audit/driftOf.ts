import type { OutageList } from '../outages/outage';
import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { userOf } from '../streaks/documents';
import { unknownSealedDays } from '../streaks/sealedDays';
import type { LedgerDay } from '../streaks/ledgerDay';
import { type Settled, settle } from '../streaks/settle';
import type { UserDocument } from '../streaks/stored';
import { type Difference, differencesBetween } from './difference';
import { refold } from './refold';

/** All that is stored of a user's streak. */
export interface Stored {
  readonly uid: string;
  readonly user: UserDocument;
  /** Every judged day. */
  readonly ledger: ReadonlyMap<Day, LedgerDay>;
}

/** The rules that streaks are folded by. */
interface Rules {
  readonly program: Program;
  readonly outages: OutageList;
}

/**
 * Where the user document and the ledger are not what the days' records lead to, at the instant of
 * the last settling. A document written under an earlier version of the program is first settled
 * under this one.
 *
 * @param source the ledger with its records corrected
 * @throws StaleOutagesError when the streak was settled with a later list of outages
 */
export function driftOf(
  { uid, user, ledger }: Stored,
  rules: Rules,
  source: Stored['ledger'] = ledger,
): Difference[] {
  const { streak } = user;
  const { program, outages } = rules;
  const at = streak.settledAt;
  const settled = refold(streak, ledger, source, at, rules);
  const actual =
    user.programVersion === program.version
      ? user
      : userOf(uid, settle(streak, at, program, outages), program);
  const { sealedDays } = actual.streak;
  const isKnown = sealedDays.from !== unknownSealedDays.from;
  const expected = { ...settled, state: { ...settled.state, ...(!isKnown && { sealedDays }) } };
  return [
    ...differencesBetween(comparable(actual), comparable(userOf(uid, expected, program))),
    ...ledgerDifferences(ledger, settled, program),
  ];
}

/** Activities in the ledger and on days that are not judged yet. */
export function countedActivities({ ledger, user }: Stored): number {
  const open = Object.values(user.streak.recent).filter(({ verdict }) => verdict === 'open');
  return [...ledger.values(), ...open].reduce((sum, { count }) => sum + count, 0);
}

/**
 * Without the version of the outages: whoever none concerned has not been written since. And without
 * the reminder's time, which is no longer what settling made it once the reminder was given, and the
 * count of reopenings, of which an audit makes one itself, nor scores, which follow from the rest.
 */
function comparable({ streak, remindAt: _, board: __, ...user }: UserDocument) {
  return { ...user, streak: { ...streak, outagesVersion: 0, reopened: 0 } };
}

function ledgerDifferences(
  ledger: Stored['ledger'],
  { changedDays }: Settled,
  program: Program,
): Difference[] {
  return Object.entries(changedDays).flatMap(([day, after]) => {
    const before = ledger.get(day);
    const isOfOldRules = before !== undefined && before.programVersion !== program.version;
    return isOfOldRules ? [] : differencesBetween(before, after, `days.${day}`);
  });
}
