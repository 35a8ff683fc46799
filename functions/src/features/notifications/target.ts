import { type LinkKind, messages } from '../../events';
import type { Message } from './message';

/** What a message is about, and where it leads: a part of the app, and what is to be shown there. */
export interface Target {
  readonly open: LinkKind;
  /** Of a recovery or a day: the day. Of a challenge: its id. Of a week: its Monday. Else empty. */
  readonly id: string;
}

/** Where a message leads. */
export function targetOf({ kind, day, facts: { challengeId, monday } }: Message): Target {
  const { leadsTo: open } = messages[kind];
  const ids = {
    streak: '',
    preferences: '',
    recovery: day,
    day,
    challenge: challengeId,
    week: monday,
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
