import { type Firestore, type Query, Timestamp } from 'firebase-admin/firestore';
import { DAY_MS } from '../../engine/days';
import { type Channel, channels, type MessageKind, messageKinds } from '../../events';
import { inParallel } from '../../platform/concurrency';
import { metric } from '../../platform/metric';
import { shapes } from '../../contracts/shapes';

/** What is counted of the deliveries of a day. */
const counted = {
  sent: ['status', 'sent'],
  failed: ['status', 'failed'],
  withdrawn: ['status', 'withdrawn'],
  capped: ['status', 'capped'],
  unconfirmed: ['status', 'unconfirmed'],
  deferred: ['wasDeferred', true],
  delivered: ['delivered', true],
  opened: ['opened', true],
} as const;

type Figure = keyof typeof counted;
type Figures = Readonly<Record<Figure, number>>;

/** Counts that are asked for at once. */
const LANES = 8;

/** Rolls the last two days up: reports of the day before yesterday still come in. @returns the days */
export async function rollUpDeliveries(
  deps: { readonly db: Firestore; readonly now: () => number },
  at: Date,
): Promise<{ readonly days: readonly string[] }> {
  const days = [1, 2].map((ago) =>
    new Date(at.getTime() - ago * DAY_MS).toISOString().slice(0, 10),
  );
  for (const day of days) await rollUp(deps, day);
  return { days };
}

/**
 * Writes `deliveryStats/{day}`: how many messages of a UTC day came to what end, by channel and kind.
 * It counts in the index and reads no delivery. Doing it again corrects it.
 */
async function rollUp(
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  day: string,
): Promise<void> {
  const figures = new Map<string, Figures>();
  const cells = channels.flatMap((channel) => messageKinds.map((kind) => ({ channel, kind })));
  await inParallel(cells, LANES, async ({ channel, kind }) => {
    figures.set(`${channel} ${kind}`, await figuresOf(db, day, channel, kind));
  });
  const of = (channel: Channel) =>
    messageKinds.map((kind) => [kind, figures.get(`${channel} ${kind}`)] as const);
  const byChannel = channels.map((channel) => [channel, Object.fromEntries(of(channel))] as const);
  const document = { day, ...Object.fromEntries(byChannel), at: Timestamp.fromMillis(now()) };
  await db.doc(`deliveryStats/${day}`).set({ ...document, v: shapes.deliveryStats });
  for (const { channel, kind } of cells) tell(day, channel, kind, figures);
}

async function figuresOf(
  db: Firestore,
  day: string,
  channel: Channel,
  kind: MessageKind,
): Promise<Figures> {
  const deliveries = db.collection('deliveries').where('day', '==', day);
  const ofKind = deliveries.where('channel', '==', channel).where('kind', '==', kind);
  const numbers = await Promise.all(
    Object.entries(counted).map(async ([name, [field, value]]) => {
      return [name, await countOf(ofKind.where(field, '==', value))] as const;
    }),
  );
  return Object.fromEntries(numbers) as Record<Figure, number>;
}

async function countOf(query: Query): Promise<number> {
  const { count } = (await query.count().get()).data();
  return count;
}

function tell(
  day: string,
  channel: Channel,
  kind: MessageKind,
  figures: ReadonlyMap<string, Figures>,
): void {
  const ofKind = figures.get(`${channel} ${kind}`);
  const context = { operation: 'rollUpDeliveries', correlationId: day };
  for (const [end, count] of Object.entries(ofKind ?? {})) {
    if (count > 0) metric('messages_a_day', count, context, { kind, channel, end });
  }
  if (!ofKind || ofKind.sent === 0) return;
  metric('delivery_rate', ofKind.delivered / ofKind.sent, context, { kind, channel });
}
