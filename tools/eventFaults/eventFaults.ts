import { deleteApp } from 'firebase-admin/app';
import { Timestamp } from 'firebase-admin/firestore';
import { createApp } from '../../functions/src/app';
import type { AppEvent } from '../../functions/src/contracts/appEvents';
import { type WebhookTask, webhookTask } from '../../functions/src/contracts/messages';
import { readOutbox } from '../../functions/src/documents/outbox';
import { inParallel } from '../../functions/src/platform/concurrency';
import { webhookSender } from '../../functions/src/platform/webhook';
import { crashPoint } from '../deliveryFaults/crash';
import { seeded } from '../deliveryFaults/random';
import { noStream, noneDeclared, simulatedPorts } from '../ports';
import { startWorldStore } from '../replay/worldStore';
import { startReceiver } from '../webhookReceiver/receiver';
import { Audience, type Verdict } from './audience';
import { endingAtBatches } from './endsAnywhere';

/** What is tried. Shares are from 0 to 1. */
export interface FaultPlan {
  readonly seed: number;
  /** Events that happen, at least. */
  readonly events: number;
  /** Users to whom they happen. */
  readonly people: number;
  /** Share of the answers of Pub/Sub and the endpoint that fail, before or after they have taken it. */
  readonly faults: number;
  /** How often a process ends where it may. */
  readonly crashes: number;
}

/** What came of it. */
export interface Outcome {
  readonly happened: number;
  readonly topic: Verdict;
  readonly webhook: Verdict;
  readonly unsigned: number;
  readonly givenUp: number;
  readonly crashed: number;
}

const NOON = Date.parse('2026-03-02T12:00:00Z');
const DAY = 86_400_000;
const LANES = 16;
const SECRET = `whsec_${Buffer.from('the secret of a simulation').toString('base64')}`;

/** Something that the platform hands over until it has succeeded. */
type Work = () => Promise<void>;

/**
 * Has people log day after day, and hands each entry of the outbox to its trigger several times and out of
 * order, while Pub/Sub and an endpoint fail and processes end anywhere. The endpoint is a real one, and its
 * signatures are verified by the library of the convention.
 */
export async function eventFaults(plan: FaultPlan): Promise<Outcome> {
  const random = seeded(plan.seed);
  const { server, app, db, open } = await startWorldStore(`demo-events-${plan.seed}`);
  const topic = new Audience();
  const webhook = new Audience();
  const counts = { unsigned: 0, givenUp: 0, crashed: 0 };
  const receiver = await startReceiver(SECRET, ({ body, isSigned }) => {
    if (!isSigned) counts.unsigned += 1;
    const fails = random.chance(plan.faults);
    if (!fails || random.chance(0.5)) webhook.hear(body);
    return fails ? random.pick([500, 429, null]) : 204;
  });
  let now = NOON;
  const point = crashPoint(random, plan.crashes, () => (counts.crashed += 1));
  const tasks = new Map<string, { readonly at: number; readonly task: WebhookTask }>();
  const known = new Set<string>();
  const mayFail = () => {
    if (random.chance(plan.faults)) throw new Error('The service did not answer.');
  };
  const functions = createApp(
    simulatedPorts({
      ...{ db: endingAtBatches(db, point), open, now: () => now, random: () => random.next() },
      publishes: true,
      settings: {
        ...{ publishesEvents: true, webhookUrls: [receiver.url], webhookSecrets: [SECRET] },
      },
      publish: async (_, json) => {
        await Promise.resolve(); // others have their turn
        mayFail();
        point();
        topic.hear(JSON.stringify(json));
        mayFail();
      },
      enqueue: async (_, json, { name, at }) => {
        await Promise.resolve();
        point();
        if (!known.has(name)) tasks.set(name, { at, task: webhookTask.parse(json) });
        known.add(name);
        point();
      },
      sendWebhook: async (...message) => {
        point();
        const answer = await webhookSender(true)(...message);
        point();
        return answer;
      },
    }),
    noneDeclared,
  );

  const happened = new Map<string, AppEvent>();
  const seen = new Set<string>();
  let pending: Work[] = [];
  const context = { operation: 'event-faults', correlationId: 'event-faults' };
  /** Finds what has happened, and has each entry handed over once, twice or three times. */
  const collect = async () => {
    const { docs } = await db.collectionGroup('outbox').get();
    for (const doc of docs) {
      if (seen.has(doc.ref.path)) continue;
      seen.add(doc.ref.path);
      for (const event of readOutbox(doc.data())) happened.set(event.id, event);
      const params = { uid: doc.ref.parent.parent?.id ?? '', outboxId: doc.id };
      const at = Timestamp.fromMillis(now);
      const change = { id: doc.id, params, before: undefined, after: doc.data(), at };
      const work = () => functions.publishEvents(change, context);
      pending.push(...Array.from({ length: random.pick([1, 2, 3]) }, () => work));
    }
  };
  const tryAll = async (works: readonly Work[]) => {
    const failed: Work[] = [];
    await inParallel(
      [...works].sort(() => random.next() - 0.5),
      LANES,
      async (work) => {
        await work().catch(() => failed.push(work));
      },
    );
    return failed;
  };
  /** Hands over a share of what is pending, and the tasks that are due. */
  const goOn = async (share: number) => {
    const later: Work[] = [];
    const turn = pending.filter((work) => random.chance(share) || !later.push(work));
    pending = [...later, ...(await tryAll(turn))];
    const due = [...tasks].filter(([, { at }]) => at <= now);
    for (const [name] of due) tasks.delete(name);
    const works = due.map(
      ([, { task }]) =>
        () =>
          functions.deliverWebhook(task, context),
    );
    let left: Work[] = works;
    while (left.length > 0) left = await tryAll(left);
  };

  const people = Array.from({ length: plan.people }, (_, index) => `user-${index}`);
  for (let day = 0; happened.size < plan.events; day += 1) {
    now = NOON + day * DAY;
    await inParallel(people, LANES, async (uid) => {
      if (random.chance(0.15)) return; // a missed day
      const activity = { activityId: `day-${day}`, type: 'quiz_hard_passed', quantity: 3 };
      const request = {
        ...activity,
        occurredAt: new Date(now).toISOString(),
        timeZone: 'Asia/Tokyo',
      };
      await functions.logActivity({ uid, correlationId: 'event-faults' }, request, noStream);
    });
    await collect();
    await goOn(0.6);
  }
  while (pending.length > 0 || tasks.size > 0) {
    await goOn(1);
    const next = Math.min(...[...tasks.values()].map(({ at }) => at));
    if (pending.length === 0 && next > now && next < Infinity) now = next;
  }
  counts.givenUp = (await db.collection('deadLetters').count().get()).data().count;
  await receiver.close();
  await db.terminate();
  await deleteApp(app);
  await server.close();
  const verdicts = { topic: topic.verdict(happened), webhook: webhook.verdict(happened) };
  return { happened: happened.size, ...verdicts, ...counts };
}
