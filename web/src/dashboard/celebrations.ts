import type { ResponseOf } from '../../../client/src';
import type { Celebration } from '../elements/index';
import type { About, Streak } from './page';
import { say } from './words/say';

type Part = ResponseOf<'logActivity'>['challenges'][number];

/** Something to celebrate, by an id that stands for this one time. */
export interface Occasion extends Celebration {
  readonly id: string;
}

/** What a streak has to celebrate, the greatest first, whether or not that has been done. */
export function occasionsOf(streak: Streak, about: About, parts: readonly Part[] = []): Occasion[] {
  const { current, runStart, activities, recovery, week, badges, level, tier } = streak;
  const milestone = about.milestones.findLast((days) => days <= current);
  const won = recovery?.status === 'recovered' ? recovery : undefined;
  return [
    ...(won
      ? [
          occasion(
            'recovery',
            won.day,
            say('celebrate.recovery'),
            say('celebrate.recoveryText', { count: won.lost }),
          ),
        ]
      : []),
    ...(milestone === undefined
      ? []
      : [
          occasion(
            'milestone',
            `${milestone}-${String(runStart)}`,
            say('celebrate.milestone', { count: milestone }),
            say('celebrate.milestoneText'),
          ),
        ]),
    ...parts
      .filter(({ completedOn }) => completedOn !== null)
      .map(({ challengeId, completedOn, title }) =>
        occasion(
          'challenge',
          `${challengeId}-${String(completedOn)}`,
          title,
          say('celebrate.challengeText'),
        ),
      ),
    ...(week.activeDays === 7
      ? [occasion('week', week.monday, say('celebrate.week'), say('celebrate.weekText'))]
      : []),
    ...(level > 1
      ? [occasion('level', String(level), say('celebrate.level', { level }), tier)]
      : []),
    ...badges.map(({ id, name }) => occasion('badge', id, name, say('celebrate.badgeText'))),
    ...(activities > 0
      ? [occasion('first', '', say('celebrate.first'), say('celebrate.firstText'))]
      : []),
  ];
}

function occasion(kind: Celebration['kind'], id: string, title: string, text: string): Occasion {
  return { kind, id: `${kind}-${id}`, title, text };
}
