import '../support/env';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { initializeApp } from 'firebase-admin/app';
import { databaseOf } from '../../functions/src/platform/firestore';
import { program } from '../../functions/src/program';
import { startFirestore } from '../../local/firestore/index';
import { activityOf, rowsOf } from '../../tools/convert/activityOf';
import { type ConversionReport, convertService } from '../../tools/convert/convertService';
import { oldActivity } from '../../tools/convert/oldDocuments';
import { parseOptions } from '../../tools/convert/options';
import { readPeople } from '../../tools/convert/people';
import { reportInWords } from '../../tools/convert/reportInWords';

const directory = mkdtempSync(join(tmpdir(), 'firestreak-test-'));
const now = Date.parse('2026-01-12T12:00:00Z');

const old = (type: string, data: object) =>
  oldActivity.parse({
    user_id: 'ann',
    timestamp: '2026-01-08T10:00:00Z',
    activity_type: type,
    activity_data: data,
  });

test.each([
  ['quiz_completed', { score: 6, total_questions: 10 }, { type: 'quiz_easy_passed', quantity: 1 }],
  [
    'quiz_completed',
    { score: 10, total_questions: 10, difficulty: 'hard' },
    { type: 'quiz_hard_passed', quantity: 1 },
  ],
  ['quiz_completed', { score: 59, total_questions: 100 }, 'earned nothing'],
  ['quiz_completed', { score: 5, total_questions: 0 }, 'earned nothing'],
  ['quiz_completed', {}, 'earned nothing'],
  [
    'flashcard_set_completed',
    { correct_count: 25 },
    { type: 'flashcard_set_completed', quantity: 2 },
  ],
  ['flashcard_set_completed', { correct_count: 9 }, 'earned nothing'],
  ['study_guide_completed', {}, { type: 'study_guide_completed', quantity: 1 }],
  ['evaluation_completed', { grade: 7 }, { type: 'evaluation_high', quantity: 1 }],
  ['evaluation_completed', { grade: 6.9 }, { type: 'evaluation_low', quantity: 1 }],
  ['evaluation_completed', { grade: 0 }, 'earned nothing'],
  ['evaluation_completed', { grade: 'A' }, 'earned nothing'],
  ['lecture_attended', {}, 'unknown type'],
])('%s %j is %j', (type, data, worth) => {
  expect(activityOf(old(type, data))).toEqual(worth);
});

test('more than one row may hold is dealt out to several', () => {
  const type = 'flashcard_set_completed';
  expect(rowsOf('a', { type, quantity: 45 }, 20)).toEqual([
    { activityId: 'a', type, quantity: 20 },
    { activityId: 'a.2', type, quantity: 20 },
    { activityId: 'a.3', type, quantity: 5 },
  ]);
});

test.each([
  ['2026-01-08T10:00:00', '2026-01-08T10:00:00Z'],
  ['2026-01-08T10:00:00.123456+00:00', '2026-01-08T10:00:00.123Z'],
  ['2026-01-08T10:00:00+02:00', '2026-01-08T08:00:00Z'],
  [Timestamp.fromMillis(1_767_866_400_000), '2026-01-08T10:00:00Z'],
])('the time %s is %s', (timestamp, instant) => {
  const document = { user_id: 'ann', timestamp, activity_type: 'study_guide_completed' };
  expect(oldActivity.parse(document).timestamp).toBe(Date.parse(instant));
});

test('people have the uid and the zone of the file, and otherwise those given for all', async () => {
  const file = join(directory, 'users.tsv');
  writeFileSync(file, 'id\tuid\ttimeZone\niap-1\tuid-1\tAsia/Tokyo\niap-2\t\tEurope/Paris\n');
  const people = await readPeople(file, 'UTC');
  expect(['iap-1', 'iap-2', 'iap-3'].map(people)).toEqual([
    { uid: 'uid-1', timeZone: 'Asia/Tokyo' },
    { uid: 'iap-2', timeZone: 'Europe/Paris' },
    { uid: 'iap-3', timeZone: 'UTC' },
  ]);
  writeFileSync(file, 'id\ttimeZone\niap-1\tMars/Base\n');
  await expect(readPeople(file, 'UTC')).rejects.toThrow('line 2: The time zone must be');
  writeFileSync(file, 'name\n');
  await expect(readPeople(file, 'UTC')).rejects.toThrow('no column "id"');
  await expect(readPeople(undefined, 'Mars/Base')).rejects.toThrow('--time-zone');
});

test.each([
  [[], 'Name one log to write'],
  [['history.tsv'], 'Name one log to write'],

  [['a.jsonl', '--zone', 'x'], 'Unknown option'],
])('the command line %j says %s', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});

describe('the collections of a service', () => {
  let server: Awaited<ReturnType<typeof startFirestore>>;
  let db: Firestore;
  let report: ConversionReport;
  const rows: Record<string, unknown>[] = [];

  beforeAll(async () => {
    server = await startFirestore();
    process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
    db = databaseOf(initializeApp({ projectId: 'demo-convert' }, 'convert'));
    const guide = (user: string, day: string, more = {}) => ({
      ...{
        user_id: user,
        user_email: `${user}@example.com`,
        timestamp: `2026-01-${day}T10:00:00Z`,
      },
      ...{ activity_type: 'study_guide_completed', activity_data: {}, xp_awarded: 15, ...more },
    });
    const documents: Record<string, object> = {
      'user_activities/a1': guide('ann', '10'),
      'user_activities/a2': guide('ann', '11'),
      'user_activities/a3': guide('ann', '12', { timestamp: Timestamp.fromMillis(now) }),
      'user_activities/b1': guide('bob', '02', { xp_awarded: 30 }),
      'user_activities/b2': guide('bob', '12', {
        ...{ activity_type: 'flashcard_set_completed', activity_data: { correct_count: 410 } },
      }),
      'user_activities/c1': guide('cid', '12', { activity_type: 'quiz_completed', xp_awarded: 0 }),
      'user_activities/d1': guide('ann', '12', { activity_type: 'lecture_attended' }),
      'user_activities/e1': { user_id: 'ann', timestamp: 'yesterday' },
      'user_activities/f g': guide('ann', '12'),
      'user_stats/ann': {
        total_xp: 60,
        streak: { current_count: 3, longest_streak: 3, freezes_available: 0 },
      },
      'user_stats/bob': {
        total_xp: 230,
        streak: { current_count: 4, longest_streak: 9, freezes_available: 5 },
        week7_quest: { double_xp_earned: 15 },
      },
      'user_stats/cid': { total_xp: 'many' },
      'streak_history/bob/events/bob_1': { event_type: 'freeze_used', streak_count: 3 },
      'users/bob/events/other': { kind: 'streak_broken' },
    };
    await Promise.all(Object.entries(documents).map(([path, data]) => db.doc(path).set(data)));
    const people = await readPeople(undefined, 'UTC');
    const write = (row: Readonly<Record<string, unknown>>) => {
      rows.push(row);
      return Promise.resolve();
    };
    report = await convertService({ db, program, people, now, write, onProgress: () => undefined });
  });

  afterAll(async () => {
    await db.terminate();
    await server.close();
  });

  test('become rows of a log', () => {
    const [first] = rows.filter(({ activityId }) => activityId === 'a1');
    expect(first).toEqual({
      ...{ user: 'ann', timeZone: 'UTC', occurredAt: '2026-01-10T10:00:00.000Z' },
      ...{ activityId: 'a1', type: 'study_guide_completed', quantity: 1 },
    });
    const ids = rows.map(({ activityId }) => activityId);
    expect(ids).toEqual(
      expect.arrayContaining(['b2', 'b2.2', 'b2.3', expect.stringMatching(/^[0-9a-f]{64}$/)]),
    );
  });

  test('are accounted for to the last document', () => {
    expect(report).toEqual({
      ...{ activities: 9, rows: 8, users: 2, same: 1 },
      notCarried: { 'earned nothing': 1, malformed: 1 },
      unknownTypes: { lecture_attended: 1 },
      xp: { before: 15 * 6 + 30, after: 60 + 220 },
      doubleXp: 15,
      differences: [
        {
          user: 'bob',
          before: { current: 4, longest: 9, xp: 230, freezes: 5 },
          after: { current: 1, longest: 1, xp: 220, freezes: 0 },
        },
      ],
      withoutActivity: ['cid'],
      events: { freeze_used: 1 },
      judged: { frozenDays: 0, broken: 1 },
    });
  });

  test('are reported in words', () => {
    const words = reportInWords(report);
    expect(words).toContain('bob: current 4, longest 9, 230 XP, 5 freezes -> current 1');
    expect(words).toContain('1 activities of a type that is not known: lecture_attended');
    expect(words).toContain('1 users who have statistics but no activity: cid');
    expect(words).not.toContain('@example.com');
  });
});
