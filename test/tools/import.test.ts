import '../support/env';
import { initializeApp } from 'firebase-admin/app';
import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  connectStore,
  type DirectStore,
  type OpenStore,
} from '../../functions/src/platform/bulkStore';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { noOutages } from '../../functions/src/engine/outages';
import { databaseOf } from '../../functions/src/platform/firestore';
import { auditStreaks } from '../../functions/src/features/audit/auditStreaks';
import { program } from '../../functions/src/program';
import { startFirestore } from '../../local/firestore/index';
import { type ImportDeps, importLog, type ImportReport } from '../../tools/import/importLog';
import { Pace, rateAfter, secondsFor } from '../../tools/import/pace';
import type { Outcome } from '../../tools/import/importUser';
import { REPORT_HEADER, reportInWords, reportLine } from '../../tools/import/reportInWords';
import { sortLog } from '../../tools/import/sortedLog';
import { type FinalState, finalStates } from '../../tools/replay/finalStates';
import type { LogRow } from '../../tools/replay/logRow';
import { noneDeclared } from '../../tools/ports';
import { replay } from '../../tools/replay/replay';
import { deliveredLate, syntheticLog } from './syntheticLog';

const until = Date.parse('2026-05-01T12:00:00Z');
const projectId = 'demo-import';
const directory = mkdtempSync(join(tmpdir(), 'firestreak-test-'));
process.env['TMPDIR'] = directory; // so that what is left behind is found
const log = deliveredLate(syntheticLog(6, 45, 21), 22);

let server: Awaited<ReturnType<typeof startFirestore>>;
let db: Firestore;
let store: DirectStore;
let open: OpenStore;

/** What the same log comes to when it is lived through. */
let lived: { states: Map<string, FinalState>; ledgers: Record<string, LedgerDay>; repeats: number };

beforeAll(async () => {
  server = await startFirestore();
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  db = databaseOf(initializeApp({ projectId }, projectId));
  open = connectStore(projectId, Date.now);
  store = open({ operation: 'import', correlationId: 'test' }, Infinity);
  const { repeats } = await replay(log, until, { db, program, open });
  lived = { states: await finalStates(db, program, until), ledgers: await ledgers(), repeats };
});

beforeEach(() => {
  server.clear();
});

afterAll(async () => {
  await db.terminate();
  await server.close();
});

function asFile(name: string, rows: readonly LogRow[]): string {
  const isJson = name.includes('.jsonl');
  const columns = [
    'user',
    'timeZone',
    'occurredAt',
    'type',
    'activityId',
    'quantity',
    'deliveredAt',
  ];
  const values = rows.map((row) => ({
    ...row,
    occurredAt: new Date(row.occurredAt).toISOString(),
    deliveredAt: new Date(row.deliveredAt).toISOString(),
  }));
  const lines = isJson
    ? values.map((row) => JSON.stringify(row))
    : [columns, ...values.map((row) => columns.map((name) => row[name as keyof LogRow]))].map(
        (cells) => cells.join('\t'),
      );
  const file = join(directory, name);
  const text = `${lines.join('\n')}\n`;
  writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
  return file;
}

async function run(file: string, options: Partial<ImportDeps> = {}): Promise<ImportReport> {
  const sorted = await sortLog(file, program);
  try {
    return await importLog(sorted, {
      ...{ db, program, outages: noneDeclared, now: () => until, store, dryRun: false },
      ...{ pace: new Pace(Infinity), onProgress: () => undefined },
      ...options,
    });
  } finally {
    await sorted.remove();
  }
}

async function documents(): Promise<Map<string, unknown>> {
  const groups = ['users', 'months', 'activities', 'events'];
  const found = await Promise.all(groups.map((group) => db.collectionGroup(group).get()));
  const all = found.flatMap(({ docs }) => docs);
  return new Map(all.map((document) => [document.ref.path, document.data()]));
}

/** Every day of every user; how often maintenance had to correct a verdict is no part of a history. */
async function ledgers(): Promise<Record<string, LedgerDay>> {
  const { docs } = await db.collectionGroup('months').get();
  const days = docs.flatMap((month) =>
    Object.entries(month.get('days') as Record<string, object>).map(([day, entry]) => {
      return [`${month.ref.path} ${day}`, { ...entry, changes: 0 }];
    }),
  );
  return Object.fromEntries(days) as Record<string, LedgerDay>;
}

test.each(['log.tsv', 'log.tsv.gz', 'log.jsonl', 'log.jsonl.gz'])(
  'an import of %s comes to the states and ledgers of a life, and tells nobody',
  async (name) => {
    const report = await run(asFile(name, log));
    const silent = { freeze_applied: 0, milestone: 0, streak_broken: 0, weekly_bonus: 0 };
    expect(await finalStates(db, program, until)).toEqual(
      new Map([...lived.states].map(([uid, state]) => [uid, { ...state, events: silent }])),
    );
    expect(await ledgers()).toEqual(lived.ledgers);
    expect(report).toMatchObject({
      ...{ rows: log.length, users: { new: 6, merged: 0, unchanged: 0, refused: 0 } },
      duplicates: lived.repeats,
    });
    expect((await documents()).size).toBe(report.writes);
  },
);

test.each([2, 3, 5])(
  'when one activity of %s was logged live, an import of the whole log comes to the same, without drift',
  async (nth) => {
    await replay(
      log.filter((_row, index) => index % nth === 0),
      until,
      { db, program, open },
    );
    const { users, refusedRows } = await run(asFile('rest.tsv', log));
    expect([users, refusedRows]).toEqual([{ new: 0, merged: 6, unchanged: 0, refused: 0 }, {}]);
    const silent = (states: Map<string, FinalState>) =>
      new Map([...states].map(([uid, { events: _, ...state }]) => [uid, state]));
    expect(silent(await finalStates(db, program, until))).toEqual(silent(lived.states));
    expect(withoutEmpty(await ledgers())).toEqual(withoutEmpty(lived.ledgers));
    const rules = { db, program, outages: noOutages, now: () => until, random: () => 0 };
    const giveUp = () => Promise.reject(new Error('Nothing is to be given up.'));
    expect(await auditStreaks({ ...rules, giveUp }, 'test')).toEqual({ users: 6, drifted: 0 });
  },
);

/** Without days on which nothing was done and no run was at stake: a run that was may have been. */
function withoutEmpty(days: Record<string, LedgerDay>): Record<string, LedgerDay> {
  const says = ({ count, verdict, current }: LedgerDay) =>
    count > 0 || verdict === 'broken' || current > 0;
  return Object.fromEntries(Object.entries(days).filter(([, day]) => says(day)));
}

test('an import that was stopped anywhere is gone on with to the same end', async () => {
  const file = asFile('stopped.tsv', log);
  await run(file);
  const whole = await documents();
  for (const commits of [0, 1, 3, 5]) {
    server.clear();
    let left = commits;
    const dying: DirectStore = {
      ...store,
      commit: async (writes) => {
        if (left === 0) throw new Error('killed');
        left -= 1;
        await store.commit(writes);
      },
    };
    await expect(run(file, { store: dying })).rejects.toThrow();
    await run(file);
    expect(await documents()).toEqual(whole);
  }
});

test('a commit whose answer was lost counts as written', async () => {
  const losing: DirectStore = {
    ...store,
    commit: async (writes) => {
      await store.commit(writes);
      await store.commit(writes);
    },
  };
  expect(await run(asFile('lost.tsv', log), { store: losing })).toMatchObject({
    users: { new: 6, refused: 0 },
  });
});

test('a second import writes nothing, also when nothing says that there was a first', async () => {
  const file = asFile('twice.tsv', log);
  await run(file);
  await db.doc('users/u0').update({ imported: FieldValue.delete() });
  const before = server.usage.writes;
  expect(await run(file)).toMatchObject({ users: { new: 0, merged: 0, unchanged: 6 }, writes: 0 });
  expect(server.usage.writes).toBe(before);
});

test('a dry run says what would be written, and writes nothing', async () => {
  const file = asFile('dry.tsv', log);
  const dry = await run(file, { dryRun: true });
  expect((await documents()).size).toBe(0);
  expect(dry).toEqual(await run(file));
});

test('one malformed row stops an import before anything is written', async () => {
  const file = asFile('malformed.tsv', log);
  const broken = `${file}.tsv`;
  writeFileSync(broken, 'user\ttimeZone\toccurredAt\ttype\nu0\tMars/Base\tnow\tnothing\n');
  await expect(run(broken)).rejects.toMatchObject({
    problems: [expect.stringMatching(/^line 2: timeZone: .*type: .*occurredAt: /)],
  });
  expect((await documents()).size).toBe(0);
});

test('a log that is cut off in its rows is refused with the reason, and leaves no temporary file', async () => {
  const file = asFile('cut.tsv.gz', log);
  writeFileSync(file, readFileSync(file).subarray(0, -20));
  await expect(run(file)).rejects.toThrow(/cut\.tsv\.gz is gzip that is damaged or cut off/);
  expect((await documents()).size).toBe(0);
  expect(temporaryFiles()).toEqual([]);
});

test('no temporary file is left behind, whatever became of an import', async () => {
  await run(asFile('good.tsv', log));
  for (const text of ['', 'user\n', 'user\ttimeZone\toccurredAt\ttype\nx\n']) {
    const broken = asFile('left.tsv', []);
    writeFileSync(broken, text);
    await expect(run(broken)).rejects.toThrow();
  }
  expect(temporaryFiles()).toEqual([]);
});

function temporaryFiles(): string[] {
  return readdirSync(directory).filter((name) => name.startsWith('firestreak-import-'));
}

test('rows of the future and rows that the rules refuse are counted', async () => {
  const [first] = log;
  if (!first) throw new Error('The log is empty.');
  const future = { ...first, activityId: 'future', deliveredAt: until + 1 };
  const late = { ...first, activityId: 'late', deliveredAt: first.occurredAt + 49 * 3_600_000 };
  expect(await run(asFile('refused.tsv', [first, late, future]))).toMatchObject({
    refusedRows: { 'not-delivered-yet': 1, 'out-of-range': 1 },
    activities: 1,
  });
});

test('writes start at 500 a second and grow by half every five minutes', async () => {
  expect([0, 299_999, 300_000, 600_000].map((ms) => rateAfter(ms, 500))).toEqual([
    500, 500, 750, 1125,
  ]);
  expect(secondsFor(500 * 300 + 750, 500)).toBe(301);
  let clock = 0;
  const pace = new Pace(
    500,
    () => clock,
    (ms) => {
      clock += ms;
      return Promise.resolve();
    },
  );
  for (let batch = 0; batch < 1000; batch += 1) await pace.take(250);
  expect(clock / 1000).toBeCloseTo(secondsFor(249_750, 500), 0);
});

test('the report says in words what became of everybody', () => {
  const report: ImportReport = {
    ...{ rows: 10, users: { new: 2, merged: 1, unchanged: 1, refused: 1 } },
    refusedUsers: [{ uid: 'ada', reason: 'streak-drifted' }],
    ...{ activities: 7, writes: 11, duplicates: 1, refusedRows: { 'out-of-range': 2 } },
  };
  expect(reportInWords(report, { dryRun: true, rate: 500 })).toBe(
    [
      '10 rows read.',
      '7 activities would be added: 11 documents.',
      '2 new users would get a history.',
      '1 users who are there would get the rows as part of theirs, and would keep all that they have done and set.',
      '1 users have everything already; nothing changes.',
      'At 500 writes a second to start with, that takes about 1 min.',
      '1 rows repeat an activity that is there.',
      '2 rows refused: out-of-range',
      '1 users refused; nothing of theirs changes:',
      '  ada: streak-drifted',
    ].join('\n'),
  );
});

test('the report file says of each user how they stand before and after, and which rows do not count', () => {
  const standing = { current: 2, longest: 3, xp: 10, freezes: 0 };
  const outcome: Outcome = {
    ...{ kind: 'merged', activities: 7, writes: 9, duplicates: [4, 9], before: standing },
    refused: [{ line: 12, reason: 'out-of-range' }],
    after: { current: 40, longest: 40, xp: 900, freezes: 1 },
  };
  const cells = reportLine('ada', outcome).trimEnd().split('\t');
  expect(
    Object.fromEntries(
      REPORT_HEADER.trimEnd()
        .split('\t')
        .map((name, n) => [name, cells[n]]),
    ),
  ).toEqual({
    ...{ user: 'ada', outcome: 'merged', reason: '', activities: '7', current: '2>40' },
    ...{ longest: '3>40', xp: '10>900', freezes: '0>1', duplicateLines: '4 9' },
    refusedLines: '12:out-of-range',
  });
});
