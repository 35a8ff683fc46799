import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { deliver } from '../../functions/src/notifications/deliveries/deliver';
import { deliveryId } from '../../functions/src/notifications/deliveries/delivery';
import type { DeliveryDeps } from '../../functions/src/notifications/deliveries/deps';
import { tellOf } from '../../functions/src/notifications/deliveries/tellOf';
import { noOutages } from '../../functions/src/outages/outage';
import { program } from '../../functions/src/program';
import indexes from '../../firestore.indexes.json';
import { startFirestore } from '../../local/firestore';
import { type ShownMessage, startMessages } from '../../local/messages';
import { newAgenda } from './agenda';
import { Crash, crashPoint, crashingDatabase } from './crash';
import { type Person, settlePeople, tellingsOf } from './population';
import { providerFaults } from './providerFaults';
import { isNight } from './night';
import { seeded } from './random';
import { reports } from './reports';
import { senders } from './senders';
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
  const firestore = await startFirestore({ indexes });
  process.env['FIRESTORE_EMULATOR_HOST'] = firestore.host;
  const fault = providerFaults(random, options.faults, () => (count.faultsInjected += 1));
  let now = FROM;
  const reporting: { take?: (message: ShownMessage) => void } = {};
  const messages = await startMessages({
    fault,
    onMessage: (message) => reporting.take?.(message),
  });
  const app = initializeApp({ projectId }, projectId);
  const db = getFirestore(app);
  try {
    const people = await settlePeople(db, options.people, FROM, random);
    const byId = new Map(people.map((person) => [person.uid, person]));
    const tellings = tellingsOf(people as [Person, ...Person[]], options.events, FROM, random);
    const point = crashPoint(random, options.crashes, () => (count.crashesInjected += 1));

    const sending = senders(
      messages.host,
      () => now,
      async ({ uid, now: instant }, send) => {
        point();
        const person = byId.get(uid);
        if (person?.preferences.quietHours && isNight(person.zone, instant)) count.atNight += 1;
        const outcome = await send();
        point();
        return outcome;
      },
    );

    /** Runs work as a trigger does: what failed comes back later. */
    const retried = (at: number, work: (deps: DeliveryDeps, now: number) => Promise<void>) => {
      agenda.add(at, async (instant) => {
        now = Math.max(now, instant);
        count.handed += 1;
        try {
          await work({ ...deps, now: () => instant }, instant);
        } catch (error) {
          if (!isCrash(error)) throw error;
          retried(instant + 10_000 + random.next() * 5 * MINUTE_MS, work);
        }
      });
    };
    const tasks = new Set<string>();
    const deps: DeliveryDeps = {
      ...{ db: crashingDatabase(db, point), program, outages: noOutages },
      ...{ senders: sending, now: () => now },
      later: (key, at, correlationId) => {
        point();
        const name = `${deliveryId(key)} ${at}`;
        if (!tasks.has(name)) {
          tasks.add(name);
          retried(at, (its, instant) => deliver(its, { key, correlationId, at: instant }));
        }
        point();
        return Promise.resolve();
      },
      giveUp: () => {
        count.givenUp += 1;
        return Promise.resolve();
      },
    };
    reporting.take = reports(db, agenda, random, () => now);

    const writer = db.bulkWriter();
    for (const { person, eventId, data } of tellings) {
      void writer.set(db.doc(`users/${person.uid}/events/${eventId}`), data);
    }
    await writer.close();
    for (const { person, eventId, data, at } of tellings) {
      const copies = 1 + Math.floor(random.next() * 3);
      const event = { uid: person.uid, eventId, data, correlationId: eventId };
      for (let copy = 0; copy < copies; copy += 1) {
        retried(at + random.next() * 20 * MINUTE_MS, (its) => tellOf(its, event));
      }
    }
    await agenda.run();
    return { ...(await verdictOf(db, tellings, messages.messages)), ...count };
  } finally {
    await deleteApp(app);
    await messages.close();
    await firestore.close();
  }
}

function isCrash(error: unknown): boolean {
  return error instanceof AggregateError ? error.errors.every(isCrash) : error instanceof Crash;
}
