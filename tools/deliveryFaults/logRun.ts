import { deleteApp } from 'firebase-admin/app';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { deliveryTask } from '../../functions/src/contracts/messages';
import { program } from '../../functions/src/program';
import { type ShownMessage, startMessages } from '../../local/messages';
import { noStream } from '../ports';
import type { LogRow } from '../replay/logRow';
import { scheduledMinutes } from '../replay/schedule';
import { Simulation } from '../replay/simulation';
import { dealOut } from '../replay/dealOut';
import { startWorldStore } from '../replay/worldStore';
import { newAgenda } from './agenda';
import { runWhenDue } from './dueUsers';
import { NAME } from './displayName';
import { isNight } from './night';
import { providerFaults } from './providerFaults';
import { seeded } from './random';
import { providers, tokenOf } from './providers';
import { reports, webhookKey } from './reports';
import { copiesOf } from './verdict';

/** What to run: a log in the order of delivery, and the share of provider answers that fail, 0 to 1. */
export interface LogRunOptions {
  readonly rows: readonly LogRow[];
  readonly faults: number;
  readonly seed: number;
}

/** How it came out. `atNight`, `doubled`, `givenUp` and `unfinished` must be 0. */
export interface LogRunResult {
  readonly users: number;
  readonly activities: number;
  readonly refused: number;
  readonly maintenanceRuns: number;
  readonly reminderRuns: number;
  readonly events: number;
  readonly faultsInjected: number;
  /** Messages that users have. */
  readonly out: number;
  /** Deliveries that had to wait for the end of quiet hours. */
  readonly deferred: number;
  readonly withdrawn: number;
  readonly capped: number;
  /** Attempts to send between 22:00 and 08:00 where their user is. */
  readonly atNight: number;
  readonly doubled: number;
  readonly givenUp: number;
  /** Deliveries that were neither sent nor dropped in the end. */
  readonly unfinished: number;
}

/** Users share nothing, so that some worlds side by side fill the time that a world waits for answers. */
const WORLDS = 16;

/** As `logRun`, the users spread over worlds. */
export async function logRuns({ rows, faults, seed }: LogRunOptions): Promise<LogRunResult> {
  const runs = dealOut(rows, WORLDS).map((share, world) =>
    logRun({ rows: share, faults, seed: seed * WORLDS + world }),
  );
  const [first, ...others] = await Promise.all(runs);
  if (!first) throw new Error('There is nothing in the log.');
  const names = Object.keys(first) as (keyof LogRunResult)[];
  return Object.fromEntries(
    names.map((name) => [name, others.reduce((sum, other) => sum + other[name], first[name])]),
  ) as Record<keyof LogRunResult, number>;
}

/**
 * Sends a log through the use cases, maintenance, reminders and notifications, each at its time by a
 * clock of the run's own, until everybody's streak has ended and nothing is left to do. Triggers get
 * each event twice.
 */
async function logRun({ rows, faults, seed }: LogRunOptions): Promise<LogRunResult> {
  const random = seeded(seed);
  const projectId = `demo-log-${seed}`;
  const count = { reminderRuns: 0, events: 0, faultsInjected: 0, atNight: 0, givenUp: 0 };
  const agenda = newAgenda();
  const { server: firestore, app, db, open } = await startWorldStore(projectId);
  const reporting: { take?: (message: ShownMessage) => void } = {};
  const messages = await startMessages({
    fault: providerFaults(random, faults, () => (count.faultsInjected += 1)),
    onMessage: (message) => reporting.take?.(message),
  });
  const zones = new Map<string, string>();
  const tasks = new Set<string>();
  const work = (at: number, act: () => Promise<void>) => {
    agenda.add(at, (instant) => {
      simulation.advanceTo(instant);
      return act();
    });
  };
  const simulation: Simulation = new Simulation({
    ...{ db, program, open },
    ...providers(
      messages.host,
      () => simulation.now,
      (uid, send) => {
        if (isNight(zones.get(uid) ?? 'UTC', simulation.now)) count.atNight += 1;
        return send();
      },
    ),
    enqueue: (operation, json, { name, at, correlationId }) => {
      if (!tasks.has(name)) {
        tasks.add(name);
        const task = deliveryTask.parse(json);
        work(at, () => functions.deliverNotification(task, { operation, correlationId }));
      }
      return Promise.resolve();
    },
    onGivenUp: () => (count.givenUp += 1),
    settings: { sendsPush: true, sendsMail: true, webhookKeys: [webhookKey] },
  });
  const { app: functions } = simulation;
  reporting.take = reports(functions, work, random, () => simulation.now);

  runWhenDue(firestore, agenda, {
    field: 'lapseAt',
    minutes: scheduledMinutes.maintenance,
    run: (at) => simulation.runMaintenance(at),
  });
  runWhenDue(firestore, agenda, {
    field: 'remindAt',
    minutes: scheduledMinutes.reminders,
    run: async (at) => {
      count.reminderRuns += 1;
      await simulation.runSchedule('scheduleReminders', at);
    },
  });
  firestore.onCommit(({ path, type }) => {
    const [, uid, collection, eventId] = path.split('/');
    if (collection !== 'events' || type !== 'created' || !uid || !eventId) return;
    count.events += 1;
    for (const delay of [0, random.next() * 60_000]) {
      work(simulation.now + delay, async () => {
        const after = (await db.doc(path).get()).data() ?? {};
        const at = Timestamp.fromMillis(simulation.now);
        const change = { id: eventId, params: { uid, eventId }, before: undefined, after, at };
        const context = { operation: 'onStreakEvent', correlationId: eventId };
        await functions.onStreakEvent(change, context);
      });
    }
  });

  /** Gives a user a device with a token, and a name; no log may hold either. */
  const register = ({ user: uid }: LogRow) =>
    functions.registerDevice(
      { uid, correlationId: 'device' },
      { token: tokenOf(uid), platform: 'web' },
      noStream,
    );
  const takeName = ({ user: uid }: LogRow) =>
    functions.setLeaderboardProfile(
      { uid, correlationId: 'name' },
      { displayName: `${NAME} ${zones.size}`, revokeShares: false },
      noStream,
    );

  const deliverFrom = (index: number): void => {
    const row = rows[index];
    if (!row) return;
    work(row.deliveredAt, async () => {
      const [isNew, refused] = [!zones.has(row.user), simulation.refused.length];
      zones.set(row.user, row.timeZone);
      if (isNew) await register(row);
      await simulation.deliver(row);
      if (isNew && simulation.refused.length === refused) await takeName(row);
      deliverFrom(index + 1);
    });
  };
  deliverFrom(0);

  try {
    await agenda.run();
    const copies = [...copiesOf(messages.messages).values()];
    return {
      ...{ users: zones.size, activities: rows.length, refused: simulation.refused.length },
      ...{ maintenanceRuns: simulation.maintenanceRuns, ...count, ...(await endsOf(db)) },
      ...{ out: copies.length, doubled: copies.filter((number) => number > 1).length },
    };
  } finally {
    await deleteApp(app);
    await messages.close();
    await firestore.close();
  }
}

/** What became of the deliveries. */
async function endsOf(db: Firestore) {
  const { docs } = await db.collection('deliveries').select('status', 'dueAt', 'deferrals').get();
  const of = (status: string) => docs.filter((each) => each.get('status') === status).length;
  return {
    deferred: docs.filter((each) => Number(each.get('deferrals')) > 0).length,
    withdrawn: of('withdrawn'),
    capped: of('capped'),
    unfinished: docs.filter((each) => each.get('dueAt') !== null).length,
  };
}
