import type { LinkKind } from '../../../functions/src/events';
import type { View } from './views';

/** What a message leads to. */
export interface DeepLink {
  readonly open: LinkKind;
  /** Of a day, a pause or a recovery: the day. Of a challenge: its id. Of a week: its Monday. Else empty. */
  readonly id: string;
}

/** Where the page shows it: the part, and the element in it. */
const places: Readonly<Record<LinkKind, { readonly view: View; readonly element: string }>> = {
  streak: { view: 'today', element: 'streak-counter' },
  recovery: { view: 'today', element: 'streak-recovery' },
  week: { view: 'today', element: 'streak-week' },
  day: { view: 'calendar', element: 'streak-calendar' },
  challenge: { view: 'together', element: 'streak-challenges' },
  share: { view: 'together', element: 'streak-share-panel' },
  pause: { view: 'calendar', element: 'streak-plan' },
  preferences: { view: 'me', element: 'streak-notifications' },
};

/** What the address of the page asks to be shown, if anything. */
export function deepLinkIn({ search }: Pick<Location, 'search'>): DeepLink | undefined {
  const query = new URLSearchParams(search);
  const open = query.get('open') ?? '';
  return isKind(open) ? { open, id: query.get('id') ?? '' } : undefined;
}

export function placeOf({ open }: DeepLink): (typeof places)[LinkKind] {
  return places[open];
}

/** The address without what it asked to be shown, so that a reload does not go there again. */
export function withoutDeepLink(href: string, view: View): string {
  const url = new URL(href);
  url.searchParams.delete('open');
  url.searchParams.delete('id');
  url.hash = view;
  return url.href;
}

function isKind(open: string): open is LinkKind {
  return Object.hasOwn(places, open);
}
