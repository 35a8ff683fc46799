import { FieldValue } from 'firebase-admin/firestore';
import type { GetInsightsResponse } from '../../functions/src/contracts/insights';
import { addDays, type Day } from '../../functions/src/engine/days';
import { uncalibrated } from '../../functions/src/engine/insights/calibration';
import { lessonOf } from '../../functions/src/engine/insights/learning';
import { featureNames } from '../../functions/src/engine/insights/likelihood';
import {
  addLesson,
  learningPath,
  modelAt,
  readLearning,
} from '../../functions/src/features/insights/lessons';
import { shippedModel } from '../../functions/src/features/insights/shippedModel';
import { program } from '../../functions/src/program';
import { casesOf } from '../../tools/evaluatePrediction/cases';
import { type Predicted, predict } from '../../tools/evaluatePrediction/predicted';
import { userDays } from '../../tools/evaluatePrediction/userDays';
import type { LogRow } from '../../tools/replay/logRow';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => app.backend.clear());
afterAll(() => app.close());

const MONDAY = '2026-03-02';
const get = async (uid: string) => (await app.call(uid, 'getInsights')) as GetInsightsResponse;
const learning = async () => readLearning((await app.db.doc(learningPath).get()).data());

/** Which days of nearly 4 weeks users are active on, and at which hour. */
const users = {
  ada: { hour: 8, isActive: (nth: number) => nth % 7 !== 6 },
  bob: { hour: 21, isActive: (nth: number) => nth % 3 !== 0 || nth > 20 },
  cyd: { hour: 13, isActive: (nth: number) => nth >= 3 && nth < 19 },
};

async function build(day: Day): Promise<void> {
  const at = `${day}T02:11:00Z`;
  app.at(at);
  await app.host.runSchedule('scheduleInsights', new Date(at));
  await app.host.idle();
}

test('what the evaluation of a log says was likely is what its users would have been told', async () => {
  const rows: LogRow[] = [];
  const told: { uid: string; day: Day; today: number }[] = [];
  for (let nth = 0; nth < 26; nth += 1) {
    const day = addDays(MONDAY, nth);
    if (nth % 7 === 0) await build(day);
    app.at(`${day}T04:00:00Z`);
    for (const uid of Object.keys(users)) {
      if (nth < 23 || !rows.some(({ user }) => user === uid)) continue;
      told.push({ uid, day, today: (await get(uid)).likelihood.today });
    }
    const todays = Object.entries(users)
      .filter(([, { isActive }]) => isActive(nth))
      .sort(([, a], [, b]) => a.hour - b.hour);
    for (const [user, { hour }] of todays) {
      const at = `${day}T${String(hour).padStart(2, '0')}:00:00Z`;
      app.at(at);
      await app.log(user, { timeZone: 'UTC' });
      const occurredAt = Date.parse(at);
      const what = { type: 'quiz_easy_passed', quantity: 1, activityId: `a${rows.length}` };
      rows.push({ user, timeZone: 'UTC', ...what, occurredAt, deliveredAt: occurredAt });
    }
  }
  expect((await learning())?.learnt).toBeDefined();
  const days = userDays(rows, program);
  const cases = days.flatMap((own) => casesOf(own, addDays(MONDAY, 26)));
  const everyone = { learns: () => true, scores: () => true };
  const setup = { program, prior: shippedModel, share: 0.01, ...everyone };
  const predictedBy = (isLive: boolean) => {
    const predicted = predict(days, cases, { ...setup, isLive });
    return told.map(({ uid, day }) => {
      const isIt = ({ given }: Predicted) => given.user === uid && given.day === day;
      return predicted.find(isIt)?.prediction ?? NaN;
    });
  };
  const live = predictedBy(true);
  told.forEach(({ today }, index) => {
    expect(today).toBeCloseTo(live[index] ?? NaN, 6);
  });
  const frozen = predictedBy(false);
  const furthest = Math.max(
    ...told.map(({ today }, nth) => Math.abs(today - (frozen[nth] ?? NaN))),
  );
  expect(furthest).toBeGreaterThan(0.005);
});

test('who was active shortly before is learnt from, and not built again', async () => {
  for (const day of ['2026-03-02', '2026-03-03', '2026-03-12']) {
    app.at(`${day}T12:00:00Z`);
    await app.log('dan', { timeZone: 'UTC' });
  }
  await build('2026-03-16');
  const builtAt = async () => (await app.db.doc('insights/dan').get()).updateTime?.toMillis();
  const first = await builtAt();
  await build('2026-03-23');
  expect(await builtAt()).toBe(first);
  expect((await learning())?.latest).toMatchObject({
    run: '2026-03-23',
    lesson: { days: 7 },
  });
  await build('2026-03-30');
  expect((await learning())?.latest.run).toBe('2026-03-23');
});

const counts = Array.from({ length: 30 }, () => 1);
const past = { from: addDays(MONDAY, -30), counts, firstHour: () => 9 };
const lesson = lessonOf(past, MONDAY, addDays(MONDAY, -17), shippedModel);
const add = (run: Day, part: string) => addLesson(app.db, shippedModel, run, part, lesson);

test('parts of a run that are added at once all count, and each of them once', async () => {
  const parts = Array.from({ length: 8 }, (_, nth) => `${nth}.0`);
  await Promise.all([...parts, ...parts].map((part) => add(MONDAY, part)));
  expect((await learning())?.latest.lesson.days).toBe(8 * 7);
});

test('what a run has taught counts from the day after it', async () => {
  await add(MONDAY, '0.0');
  const known = await learning();
  const on = (day: Day) => modelAt(known, Date.parse(`${day}T12:00:00Z`), shippedModel);
  expect(on(MONDAY)).toBe(shippedModel);
  expect(on(addDays(MONDAY, 1)).weights).not.toEqual(shippedModel.weights);
  expect(on(addDays(MONDAY, 8))).toEqual(on(addDays(MONDAY, 1)));
});

test('what was learnt before likelihoods were calibrated still counts', async () => {
  await add(MONDAY, '0.0');
  await add('2026-03-09', '0.0');
  const now = await learning();
  await app.db.doc(learningPath).update({
    'learning.learnt.calibration': FieldValue.delete(),
    'learning.latest.lesson.misses': FieldValue.delete(),
  });
  const before = await learning();
  expect(before?.learnt?.weights).toEqual(now?.learnt?.weights);
  expect(before?.learnt?.calibration).toEqual(uncalibrated);
});

test('a run becomes what is known when the next has begun, and what comes of it later is left out', async () => {
  await add(MONDAY, '0.0');
  expect((await learning())?.learnt).toBeUndefined();
  await add('2026-03-09', '0.0');
  const after = await learning();
  expect(after?.learnt?.weights).toHaveLength(featureNames.length);
  await add(MONDAY, '1.0');
  expect(await learning()).toEqual(after);
});

test('what was learnt of other features is of no use, and makes room', async () => {
  await add(MONDAY, '0.0');
  await app.db.doc(learningPath).update({ 'learning.features': ['intercept'] });
  expect(await learning()).toBeUndefined();
  await add(MONDAY, '0.0');
  expect((await learning())?.latest.lesson.days).toBe(7);
});
