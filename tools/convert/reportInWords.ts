import type { ConversionReport, Shown } from './convertService';

/** Users that are named; the whole list is in the JSON report. */
const MAX_NAMED = 10;

/** What a conversion came to, for a person. */
export function reportInWords(report: ConversionReport): string {
  const { activities, rows, notCarried, unknownTypes, xp, doubleXp, users, same } = report;
  const { differences, withoutActivity, events, judged } = report;
  const changed = differences
    .slice(0, MAX_NAMED)
    .map(({ user, before, after }) => `  ${user}: ${inWords(before)} -> ${inWords(after)}`);
  const lines = [
    `${activities} activities read, ${rows} rows written.`,
    `${users} users; ${same} are shown the same as before, ${differences.length} something else${differences.length > 0 ? ':' : '.'}`,
    ...changed,
    differences.length > MAX_NAMED && `  and ${differences.length - MAX_NAMED} more`,
    `XP given by the old service ${xp.before}, by the converted history ${xp.after}.`,
    `In the converted history ${judged.frozenDays} days used a freeze and ${judged.broken} runs ended.`,
    '',
    'Not carried over:',
    ...Object.entries(notCarried).map(([reason, count]) => `  ${count} activities: ${reason}`),
    ...Object.entries(unknownTypes).map(
      ([type, count]) => `  ${count} activities of a type that is not known: ${type}`,
    ),
    withoutActivity.length > 0 &&
      `  ${withoutActivity.length} users who have statistics but no activity: ${namesOf(withoutActivity)}`,
    doubleXp > 0 && `  ${doubleXp} XP that a boss week gave twice`,
    ...Object.entries(events).map(
      ([kind, count]) => `  ${count} ${kind} events: they follow from the activities`,
    ),
    '  badges, sessions and study times: badges are earned anew from the activities',
  ];
  return lines.filter((line) => line !== false).join('\n');
}

function inWords({ current, longest, xp, freezes }: Shown): string {
  return `current ${current}, longest ${longest}, ${xp} XP, ${freezes} freezes`;
}

function namesOf(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  return `${names.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
