import { deleteApp } from 'firebase-admin/app';
import { Timestamp } from 'firebase-admin/firestore';
import { createApp } from '../../functions/src/app';
import type { App } from '../../functions/src/functions';
import { deliveryTask, topics } from '../../functions/src/contracts/messages';
import { type ShownMessage, startMessages } from '../../local/messages';
import { noneDeclared, simulatedPorts } from '../ports';
import { startWorldStore } from '../replay/worldStore';
import { newAgenda } from './agenda';
import { Crash, crashPoint, crashingDatabase } from './crash';
import { type Person, settlePeople, tellingsOf } from './population';
import { providerFaults } from './providerFaults';
import { isNight } from './night';
import { seeded } from './random';
import { providers } from './providers';
import { reports, webhookKey } from './reports';
import { type Verdict, verdictOf } from './verdict';

/** What to run. */
export interface FaultRunOptions {
  readonly seed: number;
  readonly events: number;
  readonly people: number;
  /** Share of the requests to a provider that go wrong, 0 to 1. */
  readonly faults: number;
  /** Chance of the process to end at each point where it may, 0 to 1. */
  readonly crashes: number;
}

/** How it came out. */
export interface FaultRunResult extends Verdict {
  readonly handed: number;
  readonly faultsInjected: number;
  readonly crashesInjected: number;
  /** Attempts to send between 22:00 and 08:00 of users with quiet hours. Must be 0. */
  readonly atNight: number;
  readonly givenUp: number;
}

const FROM = Date.parse('2026-03-02T00:00:00Z');
const MINUTE_MS = 60_000;

/**
 * Hands events to the deployed code several times each and out of order, against providers that fail
 * and in processes that end anywhere, under a clock of its own; until nothing is left to do.
 */
export async function faultRun(options: FaultRunOptions): Promise<FaultRunResult> {
  const random = seeded(options.seed);
  const projectId = `demo-faults-${options.seed}`;
  const count = { handed: 0, faultsInjected: 0, crashesInjected: 0, atNight: 0, givenUp: 0 };
  const agenda = newAgenda();
  const { server: firestore, app: connection, db, open } = await startWorldStore(projectId);
  const fault = providerFaults(random, options.faults, () => (count.faultsInjected += 1));
  let now = FROM;
  const reporting: { take?: (message: ShownMessage) => void } = {};
  const messages = await startMessages({
    fault,
    onMessage: (message) => reporting.take?.(message),
  });
  const ports = {
    ...{ open, now: () => now },
    publish: (topic: string) => {
      if (topic === topics.deadLetters) count.givenUp += 1;
      return Promise.resolve();
    },
  };
  try {
    const steady = createApp(
      simulatedPorts({ ...ports, db, settings: { webhookKeys: [webhookKey] } }),
      noneDeclared,
    );
    const people = await settlePeople(steady, db, options.people, FROM, random);
    const byId = new Map(people.map((person) => [person.uid, person]));
    const tellings = tellingsOf(people as [Person, ...Person[]], options.events, FROM, random);
    const point = crashPoint(random, options.crashes, () => (count.crashesInjected += 1));

    const plan = (at: number, work: () => Promise<void>) => {
      agenda.add(at, (instant) => {
        now = Math.max(now, instant);
        return work();
      });
    };

    /** Runs work as a trigger does: what failed comes back later. */
    const retried = (at: number, work: () => Promise<void>) => {
      plan(at, async () => {
        count.handed += 1;
        try {
          await work();
        } catch (error) {
          if (!isCrash(error)) throw error;
          retried(now + 10_000 + random.next() * 5 * MINUTE_MS, work);
        }
      });
    };
    const tasks = new Set<string>();
    const app: App = createApp(
      simulatedPorts({
        ...ports,
        db: crashingDatabase(db, point),
        ...providers(messages.host, ports.now, async (uid, send) => {
          point();
          const person = byId.get(uid);
          if (person?.preferences.quietHours && isNight(person.zone, now)) count.atNight += 1;
          const outcome = await send();
          point();
          return outcome;
        }),
        enqueue: (operation, json, { name, at, correlationId }) => {
          point();
          if (!tasks.has(name)) {
            tasks.add(name);
            const task = deliveryTask.parse(json);
            retried(at, () => app.deliverNotification(task, { operation, correlationId }));
          }
          point();
          return Promise.resolve();
        },
        settings: { sendsPush: true, sendsMail: true, webhookKeys: [webhookKey] },
      }),
      noneDeclared,
    );
    reporting.take = reports(steady, plan, random, ports.now);

    const writer = db.bulkWriter();
    for (const { person, eventId, data } of tellings) {
      void writer.set(db.doc(`users/${person.uid}/events/${eventId}`), data);
    }
    await writer.close();
    for (const { person, eventId, data, at } of tellings) {
      const copies = 1 + Math.floor(random.next() * 3);
      const params = { uid: person.uid, eventId };
      const change = {
        id: eventId,
        params,
        before: undefined,
        after: data,
        at: Timestamp.fromMillis(at),
      };
      const context = { operation: 'onStreakEvent', correlationId: eventId };
      for (let copy = 0; copy < copies; copy += 1) {
        retried(at + random.next() * 20 * MINUTE_MS, () => app.onStreakEvent(change, context));
      }
    }
    await agenda.run();
    return { ...(await verdictOf(db, tellings, messages.messages)), ...count };
  } finally {
    await deleteApp(connection);
    await messages.close();
    await firestore.close();
  }
}

function isCrash(error: unknown): boolean {
  return error instanceof AggregateError ? error.errors.every(isCrash) : error instanceof Crash;
}
