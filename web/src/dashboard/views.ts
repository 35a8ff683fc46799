/** The parts of the page, in the order in which they are offered. */
export const views = {
  today: 'Today',
  calendar: 'Calendar',
  together: 'Together',
  me: 'Me',
} as const;

export type View = keyof typeof views;

export const viewNames = Object.keys(views) as View[];

/** The part that an address asks for by its fragment; today, unless it names one. */
export function viewOf({ hash }: Pick<Location, 'hash'>): View {
  return viewNames.find((name) => hash === `#${name}`) ?? 'today';
}
