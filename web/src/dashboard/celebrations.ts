import type { ResponseOf } from '../../../client/src';
import type { Celebration } from '../elements/index';
import type { About, Streak } from './page';

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
      ? [occasion('recovery', won.day, 'You won it back', `Your ${won.lost} days are yours again.`)]
      : []),
    ...(milestone === undefined
      ? []
      : [
          occasion(
            'milestone',
            `${milestone}-${String(runStart)}`,
            `${milestone} days`,
            'A milestone of your streak.',
          ),
        ]),
    ...parts
      .filter(({ completedOn }) => completedOn !== null)
      .map(({ challengeId, completedOn, title }) =>
        occasion(
          'challenge',
          `${challengeId}-${String(completedOn)}`,
          title,
          'Challenge completed.',
        ),
      ),
    ...(week.activeDays === 7
      ? [occasion('week', week.monday, 'A perfect week', 'Seven days out of seven.')]
      : []),
    ...(level > 1 ? [occasion('level', String(level), `Level ${level}`, tier)] : []),
    ...badges.map(({ id, name }) => occasion('badge', id, name, 'A new badge.')),
    ...(activities > 0
      ? [occasion('first', '', 'The flame is lit', 'Your first activity. Come back tomorrow.')]
      : []),
  ];
}

function occasion(kind: Celebration['kind'], id: string, title: string, text: string): Occasion {
  return { kind, id: `${kind}-${id}`, title, text };
}
