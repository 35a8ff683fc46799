import '../../local/suite/quietLogs';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { createApp } from '../../functions/src/app';
import { addDays } from '../../functions/src/engine/days';
import { databaseOf } from '../../functions/src/platform/firestore';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { startFirestore } from '../../local/firestore/index';
import { parseCommandLine, runCommand, wholeNumbers } from '../../local/suite/commandLine';
import { noStream, noneDeclared, simulatedPorts } from '../ports';

const usage = `Usage: npm run tool -- erasure-bench [--activities N[,N…]]

Erases a user with N activities (default 400,4000,40000), eleven a day with a month of the ledger each, and prints how
long it takes, what it costs, and the most memory that the process holds; fails when something is left.`;

const UID = 'erased';
const ACTIVITIES_A_DAY = 11;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: { activities: { type: 'string', default: '400,4000,40000' } },
  });
  const sizes = wholeNumbers('--activities', values.activities);
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const print = (cells: readonly (string | number)[]) =>
    process.stdout.write(`${cells.map((cell) => String(cell).padStart(12)).join('')}\n`);
  print(['activities', 'deleted', 'reads', 's', 'a second', 'MiB']);
  for (const activities of sizes) {
    print(await erase(activities));
  }
}

async function erase(activities: number): Promise<(string | number)[]> {
  const server = await startFirestore({ indexes: declaredIndexes() });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  const name = `demo-erasure-${activities}`;
  const app = initializeApp({ projectId: name }, name);
  const db = databaseOf(app);
  try {
    await fill(db, activities);
    const before = server.usage;
    const start = performance.now();
    const ports = simulatedPorts({ db, now: Date.now, enqueue: () => Promise.resolve() });
    const caller = { uid: UID, correlationId: 'bench' };
    const { deleted } = await createApp(ports, noneDeclared).deleteMyData(caller, {}, noStream);
    const seconds = (performance.now() - start) / 1000;
    const reads = server.usage.reads - before.reads;
    const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
    return [
      activities,
      deleted,
      reads,
      seconds.toFixed(1),
      Math.round(deleted / seconds),
      mebibytes,
    ];
  } finally {
    await db.terminate();
    await deleteApp(app);
    await server.close();
  }
}

async function fill(db: Firestore, activities: number): Promise<void> {
  const user = db.doc(`users/${UID}`);
  const writer = db.bulkWriter({ throttling: false });
  const months = new Set<string>();
  for (let n = 0; n < activities; n += 1) {
    const day = addDays('2016-01-01', Math.floor(n / ACTIVITIES_A_DAY));
    const occurredAt = Timestamp.fromMillis(Date.parse(`${day}T12:00:00Z`) + n);
    months.add(day.slice(0, 7));
    void writer.set(user.collection('activities').doc(`a${n}`), {
      ...{ type: 'quiz_easy_passed', quantity: 1, occurredAt, receivedAt: occurredAt, day },
      ...{ response: { activityId: `a${n}`, day, xp: 10 }, correlationId: `c${n}` },
    });
  }
  for (const month of months) void writer.set(user.collection('months').doc(month), { days: {} });
  void writer.set(user, { shard: 0, activitiesPaidAt: Timestamp.now() });
  await writer.close();
}

runCommand(usage, main);
