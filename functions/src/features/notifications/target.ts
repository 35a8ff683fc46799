import { type LinkKind, messages } from '../../events';
import type { Message } from './message';
import type { Moment } from './moment';

/** What a message is about, and where it leads: a part of the app, and what is to be shown there. */
export interface Target {
  readonly open: LinkKind;
  /** Of a recovery, a day or a pause: the day. Of a challenge: its id. Of a week: its Monday. Else empty. */
  readonly id: string;
}

/** Where a message leads: that of a lost run to the offer as long as there is one, else to the streak. */
export function targetOf(
  { kind, day, facts: { challengeId, monday } }: Message,
  { offer }: Pick<Moment, 'offer'>,
): Target {
  const { leadsTo } = messages[kind];
  const open = leadsTo === 'recovery' && offer?.day !== day ? 'streak' : leadsTo;
  const ids: Partial<Record<LinkKind, string | number | undefined>> = {
    ...{ recovery: day, day, pause: day, challenge: challengeId, week: monday },
  };
  return { open, id: String(ids[open] ?? '') };
}

/** The address of a target: that of the app, with `open` and `id` in its query. */
export function linkTo(appUrl: string, { open, id }: Target): string {
  const url = new URL(appUrl);
  url.searchParams.set('open', open);
  if (id !== '') url.searchParams.set('id', id);
  return url.href;
}
