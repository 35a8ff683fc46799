import { offsetShown } from '../../../test/shared/wallClock';
import { type Channel, type EventKind, catalogue, channels } from '../../../functions/src/events';
import { stayAt } from '../../../test/reference/journey';
import { journeyOfUser } from '../../../test/reference/reference';
import type { Taken } from '../cloud/providers';
import type { Claim } from '../history';
import { type Case, type Check } from './verdict';

interface Delivery {
  readonly uid: string;
  readonly eventId: string;
  readonly channel: Channel;
  readonly status: string;
  readonly reason: string | null;
  readonly attempts: number;
  /** Null unless a provider said that it took it. */
  readonly sentAt: object | null;
}

const MINUTE_MS = 60_000;

/** How long a delivery is claimed for, which is how long a report is waited for. */
const CLAIM_MS = 10 * MINUTE_MS;

/** How far a clock is off at most. */
const SKEW_MS = MINUTE_MS / 2;

/** A commit meets the end of its transaction after a minute on its way, or waits as long for a lock. */
const LONGEST_COMMIT_MS = 2 * MINUTE_MS;

/** Every event has been told on each channel once, or there is a reason why not; and not at night. */
export const messagesAreRight: Check = async (about) => {
  const { db, uid, world } = about;
  const events = await db.collection(`users/${uid}/events`).get();
  const found = await db.collection('deliveries').where('uid', '==', uid).get();
  const deliveries = new Map(found.docs.map((doc) => [doc.id, doc.data() as Delivery]));
  const taken = world.history.taken.filter(({ deliveryId }) => deliveryId.startsWith(`${uid}_`));
  const wrong = taken
    .filter((message) => isAtNight(message, about))
    .map(({ deliveryId, at }) => `${deliveryId} was sent at night: ${new Date(at).toISOString()}`);
  const claims = world.history.claims.filter(({ deliveryId }) => deliveryId.startsWith(`${uid}_`));
  for (const { deliveryId, at, until } of claims) {
    if (until - at >= CLAIM_MS - SKEW_MS - LONGEST_COMMIT_MS) continue;
    wrong.push(`${deliveryId} was claimed for ${until - at} ms only`);
  }
  const ids = events.docs.map(({ id }) => id);
  const known = new Set<string>();
  for (const event of events.docs) {
    const kind = event.get('kind') as EventKind;
    for (const channel of channels) {
      const { message } = catalogue[kind];
      if (!message) continue;
      const id = `${uid}_${event.id}_${channel}`;
      if (message.corrects !== null) {
        const [wrongNews, ...before] = correctedBy(event.id, message.corrects).map((told) =>
          deliveries.get(`${uid}_${told}_${channel}`),
        );
        if (wrongNews ?? before.some((delivery) => delivery !== undefined)) known.add(id);
        // Where the wrong news did not go out, there is nothing to put right.
        if (wrongNews?.status !== 'sent' || !deliveries.has(id)) continue;
      } else if (!message.byDefault[channel]) continue;
      known.add(id);
      const sent = taken.filter(({ deliveryId }) => deliveryId === id);
      const claimed = claims.filter(({ deliveryId }) => deliveryId === id);
      const copies = copiesOf(sent, claimed, world.history.reported.get(id));
      const delivery = deliveries.get(id);
      const holds = stands(event.id, kind, about, ids);
      const complaint = delivery
        ? (unledOf(delivery, deliveries) ?? complaintOf(delivery, copies, holds))
        : 'has no delivery';
      if (complaint !== undefined) wrong.push(`${id} ${complaint}`);
    }
  }
  for (const { deliveryId } of taken) {
    if (!known.has(deliveryId)) wrong.push(`${deliveryId} was sent of nothing`);
  }
  wrong.push(
    ...taken
      .filter((message) => hasCome(message, about))
      .map(({ deliveryId, at }) => `${deliveryId} was sent to who is back: ${at}`),
  );
  return wrong;
};

/** The events of wrong news that a correction may take back, the latest first. */
function correctedBy(eventId: string, kind: string): string[] {
  const [, day = '', change = ''] = eventId.split('.');
  const changes = Array.from({ length: Number(change) }, (_, index) => Number(change) - 1 - index);
  return changes.map((each) => `${kind}.${day}.${each}`);
}

/** What is told with another event of its moment is on its way, or out, with that. */
function unledOf(
  { eventId, reason, uid, channel }: Delivery,
  deliveries: ReadonlyMap<string, Delivery>,
): string | undefined {
  const [, leadId] = /^told-with (.*)$/.exec(reason ?? '') ?? [];
  if (leadId === undefined) return undefined;
  const lead = deliveries.get(`${uid}_${leadId}_${channel}`);
  const isLeft = lead?.status === 'withdrawn' && lead.reason !== 'unreachable';
  return lead && !isLeft ? undefined : `${eventId} was to be told with ${leadId}`;
}

function complaintOf(
  { channel, status, reason, attempts, sentAt }: Delivery,
  copies: number,
  holds: boolean,
): string | undefined {
  const how = `is ${status} (${reason ?? 'no reason'}) and was sent ${copies} times`;
  if (copies > 1) return how;
  // A push message may be out though each answer was lost, and turn out to be wrong, or one too many
  // for its day, before the next try.
  const mayBeOut = channel === 'push' && sentAt === null;
  switch (status) {
    case 'sent':
      return copies === 1 ? undefined : how;
    case 'capped':
      return copies === 0 || mayBeOut ? undefined : how;
    case 'withdrawn':
      if (holds && reason === 'corrected') return how;
      return copies === 0 || mayBeOut ? undefined : how;
    case 'failed':
    case 'unconfirmed':
      return attempts >= 12 ? undefined : how;
    default:
      return how;
  }
}

/**
 * How many of the same there are: on a device one takes the place of another with its tag. Mail whose
 * answer was lost is sent again when no report of it has come by the end of its claim, as documented.
 */
function copiesOf(
  taken: readonly Taken[],
  claims: readonly Claim[],
  reportedAt = Infinity,
): number {
  const counted = taken.filter(({ channel, at }, n) => {
    const before = taken[n - 1];
    const claim = before && claims.findLast((each) => each.at <= before.at);
    const isExcused = claim && at <= reportedAt && at >= claim.until - SKEW_MS;
    return channel === 'push' || !isExcused;
  });
  const places = counted.map(({ channel, receiver, tag }, n) =>
    channel === 'push' ? `${receiver} ${tag}` : `${n}`,
  );
  return new Set(places).size;
}

/** Whether what an event tells of a verdict has stood since it was told. */
function stands(
  eventId: string,
  kind: string,
  { expected }: Case,
  ids: readonly string[],
): boolean {
  const [, day = '', change = ''] = eventId.split('.');
  const changes = ids.map((id) => id.split('.')).filter((parts) => parts[1] === day);
  if (changes.some(([, , other = '']) => Number(other) > Number(change))) return false;
  if (kind === 'freeze_applied') return expected.verdicts[day] === 'frozen';
  return kind === 'streak_broken' && expected.verdicts[day] === 'broken';
}

/** Whether somebody was told that they are away who had been heard to be active since, whatever their zone. */
function hasCome({ deliveryId, at }: Taken, { past, uid }: Case): boolean {
  const [kind, day = ''] = deliveryId.slice(uid.length + 1).split('.');
  const isOver = Date.parse(day) + 60 * 60 * MINUTE_MS;
  return (
    kind === 'away' &&
    past.activities.some(
      ({ occurredAt, heardAt = 0 }) => occurredAt > isOver && heardAt < at - 2 * MINUTE_MS,
    )
  );
}

/** By the zones that had been heard of by then. */
function isAtNight({ at }: Taken, { past }: Case): boolean {
  const { program, moves, activities } = past;
  const isHeard = ({ heardAt = 0 }) => heardAt <= at;
  const heard = { moves: moves.filter(isHeard), activities: activities.filter(isHeard) };
  const stays = journeyOfUser({ program, ...heard });
  // What was decided just before may be on its way for a minute or two; who decides may be ahead of time.
  return [at, at - 2 * MINUTE_MS, at + SKEW_MS].every((instant) => {
    const { zone } = stayAt(stays, instant);
    const hour = new Date(instant + offsetShown(zone, instant)).getUTCHours();
    return hour >= 22 || hour < 8;
  });
}
