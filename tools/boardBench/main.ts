import '../../local/suite/quietLogs';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import type { Firestore } from 'firebase-admin/firestore';
import { createApp } from '../../functions/src/app';
import { boards } from '../../functions/src/engine/scores';
import { databaseOf } from '../../functions/src/platform/firestore';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { parseCommandLine, runCommand, wholeNumbers } from '../../local/suite/commandLine';
import { type FirestoreServer, startFirestore } from '../../local/firestore/index';
import { noStream, noneDeclared, simulatedPorts } from '../ports';
import { NOON, plainlySorted, settleCrowd } from './crowd';

const usage = `Usage: npm run tool -- board-bench [--users N[,N…]]

Builds the leaderboards of N users (default 1000,10000,100000), every other one of whom takes part, and
prints what that costs and what getLeaderboard costs. Boards, and the ranks and neighbours of 20
callers, are compared with a plain sort over all users; exit code 1 when one differs.`;

/** Callers whose place is compared. Those who take part have even numbers. */
const CALLERS = Array.from({ length: 20 }, (_, index) => `user${2 * index}`);

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: { users: { type: 'string', default: '1000,10000,100000' } },
  });
  const sizes = wholeNumbers('--users', values.users);
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const columns = ['users', 'build reads', 'writes', 'ms', 'get reads', 'ms', 'differences'];
  const print = (cells: readonly (string | number)[]) =>
    process.stdout.write(`${cells.map((cell) => String(cell).padStart(12)).join('')}\n`);
  print(columns);
  for (const users of sizes) {
    const { build, get, differences } = await compare(users);
    print([users, build.reads, build.writes, build.ms, get.reads, get.ms, differences]);
    if (differences > 0) process.exitCode = 1;
  }
}

async function compare(users: number) {
  const server = await startFirestore({ indexes: declaredIndexes() });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  const name = `demo-boards-${users}`;
  const app = initializeApp({ projectId: name }, name);
  const db = databaseOf(app);
  try {
    const competitors = await settleCrowd(db, users);
    const functions = createApp(simulatedPorts({ db, now: () => NOON }), noneDeclared);
    const build = await costOf(server, async () => {
      const context = { operation: 'buildLeaderboards', correlationId: 'bench' };
      await functions.buildLeaderboards(new Date(NOON), context);
    });
    let [differences, calls, reads, ms] = [0, 0, 0, 0];
    for (const board of boards) {
      const sorted = plainlySorted(board, competitors);
      for (const uid of CALLERS.filter((each) => competitors.some((one) => one.uid === each))) {
        const place = sorted.findIndex((each) => each.uid === uid);
        const expected = {
          total: competitors.length,
          entries: sorted.slice(0, 100).map(inShort),
          rank: sorted[place]?.rank,
          neighbours: sorted.slice(Math.max(0, place - 3), place + 4).map(inShort),
        };
        let actual: unknown;
        const cost = await costOf(server, async () => {
          const caller = { uid, correlationId: 'bench' };
          const { entries, total, you } = await functions.getLeaderboard(
            caller,
            { board },
            noStream,
          );
          const neighbours = you?.neighbours.map(inShort);
          actual = { total, entries: entries.map(inShort), rank: you?.rank, neighbours };
        });
        if (JSON.stringify(actual) !== JSON.stringify(expected)) differences += 1;
        [calls, reads, ms] = [calls + 1, reads + cost.reads, ms + cost.ms];
      }
    }
    const get = { reads: Math.round((10 * reads) / calls) / 10, ms: Math.round(ms / calls) };
    return { build, get, differences: differences + (await missing(db)) };
  } finally {
    await deleteApp(app);
    await server.close();
  }
}

/** Boards that should be there and are not. */
async function missing(db: Firestore): Promise<number> {
  const found = await db.getAll(...boards.map((board) => db.doc(`leaderboards/${board}`)));
  return found.filter(({ exists }) => !exists).length;
}

async function costOf(server: FirestoreServer, task: () => Promise<void>) {
  const startedAt = performance.now();
  server.resetUsage();
  await task();
  const { reads, writes } = server.usage;
  return { reads, writes, ms: Math.round(performance.now() - startedAt) };
}

function inShort({ rank, displayName }: { readonly rank: number; readonly displayName: string }) {
  return `${rank} ${displayName}`;
}

runCommand(usage, main);
