/** The parts of the page, in the order in which they are offered. */
export const viewNames = ['today', 'calendar', 'together', 'me'] as const;

export type View = (typeof viewNames)[number];

/** The part that an address asks for by its fragment; today, unless it names one. */
export function viewOf({ hash }: Pick<Location, 'hash'>): View {
  return viewNames.find((name) => hash === `#${name}`) ?? 'today';
}
