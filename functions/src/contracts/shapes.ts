import { FirestreakError } from './errors';

/**
 * The version of the shape of each collection's documents, by the collection's id: the one that is
 * written, as field `v`, and the latest that can be read. Documents from before there was one have none,
 * which counts as 0.
 *
 * A version goes up when functions of the version before would spoil what they find: a field changes its
 * meaning or goes, or there is a new one that every write must keep up to date. They refuse such
 * documents then. A new field that others may leave as it is takes no new version.
 */
export const shapes = {
  activities: 1,
  boardRecords: 1,
  calendars: 1,
  challenges: 1,
  deadLetters: 1,
  deliveries: 1,
  deliveryStats: 1,
  devices: 1,
  events: 1,
  insights: 1,
  leaderboards: 1,
  messageDays: 1,
  months: 1,
  operatorActions: 1,
  outages: 1,
  outbox: 1,
  participants: 1,
  rateLimits: 1,
  repairs: 1,
  settings: 1,
  shareCounters: 1,
  shareRequests: 1,
  shares: 1,
  slots: 1,
  suppressions: 1,
  users: 1,
  webhookLetters: 1,
  webhooks: 1,
} as const satisfies Readonly<Record<string, number>>;

/** A collection, by its id. */
export type Collection = keyof typeof shapes;

/** A document that a newer version of the functions has written, while they are being replaced. */
export class NewerShapeError extends FirestreakError {
  constructor(collection: Collection) {
    super(
      'temporarily-unavailable',
      `A newer version of the service has written to ${collection}. Send the request again.`,
    );
  }
}

/** The version that a document is to be written with. @throws Error for a collection that is not known */
export function shapeOf(path: string): number {
  const collection = path.split('/').at(-2) ?? '';
  if (isCollection(collection)) return shapes[collection];
  throw new Error(`contracts/shapes.ts has no version for documents of ${collection}.`);
}

function isCollection(name: string): name is Collection {
  return Object.hasOwn(shapes, name);
}

/**
 * A document as it was stored, if it is of a shape that is known here.
 *
 * @throws NewerShapeError before anything of it is used
 */
export function known<T>(collection: Collection, data: T): T {
  if (typeof data !== 'object' || data === null || !('v' in data)) return data;
  if (typeof data.v === 'number' && data.v > shapes[collection]) {
    throw new NewerShapeError(collection);
  }
  return data;
}
