import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { known } from '../../contracts/shapes';
import type { Day } from '../../engine/days';
import { uncalibrated } from '../../engine/insights/calibration';
import {
  afterLesson,
  type Learnt,
  type Lesson,
  modelOf,
  nothingLearnt,
  withLesson,
} from '../../engine/insights/learning';
import { featureNames, type Model } from '../../engine/insights/likelihood';
import { knownFieldsWrite, runTransaction, writeInTransaction } from '../../platform/write';

const numbers = (length: number) => z.array(z.number()).length(length).readonly();

const weightCount = featureNames.length;
const evidence = {
  curvature: numbers((weightCount * (weightCount + 1)) / 2),
  pull: numbers(weightCount),
  hours: numbers(24),
};

const told = numbers(uncalibrated.length);
const noMiss = uncalibrated.map(() => 0);
const misses = z.object({ cases: told, excess: told }).default({ cases: noMiss, excess: noMiss });

/** `settings/likelihoods`: what the days of all users have taught. Nobody's data: sums over many days. */
const learningDocument = z.object({
  learning: z.object({
    /** What the weights are of; those of other features are of no use. */
    features: z.array(z.string()).refine((names) => names.join() === featureNames.join()),
    /** What is known; absent until the first week has passed. */
    learnt: z
      .object({
        ...evidence,
        weights: numbers(weightCount),
        calibration: told.default(uncalibrated),
      })
      .optional(),
    /** What the workers of the latest run have learnt. It counts a day later, when all of them are done. */
    latest: z.object({
      run: z.string(),
      parts: z.array(z.string()).readonly(),
      lesson: z.object({ ...evidence, misses, days: z.int() }),
    }),
  }),
});

/** What has been learnt, and the run that is being learnt from. */
export type Learning = z.output<typeof learningDocument>['learning'];

/** Path of what has been learnt. */
export const learningPath = 'settings/likelihoods';

/** What has been learnt; undefined where there is nothing yet, or it is of other features. */
export function readLearning(data: DocumentData | undefined): Learning | undefined {
  return learningDocument.safeParse(known('settings', data)).data?.learning;
}

/** What is known on a day: what a run has taught counts from the next day on. */
function learntBy(learning: Learning | undefined, day: Day, shipped: Model): Learnt | undefined {
  if (!learning) return undefined;
  const { learnt, latest } = learning;
  if (day <= latest.run) return learnt;
  return afterLesson(learnt ?? nothingLearnt(shipped), latest.lesson, shipped);
}

/** The model that likelihoods are told by at an instant (milliseconds since the epoch). */
export function modelAt(learning: Learning | undefined, now: number, shipped: Model): Model {
  return modelOf(shipped, learntBy(learning, dayOf(now), shipped));
}

function dayOf(now: number): Day {
  return new Date(now).toISOString().slice(0, 10);
}

/**
 * Adds what a part of a run has learnt, once. What comes when a later run has begun is left out. One read
 * and one write.
 *
 * @param run the day of the run
 * @param part names the users that were learnt from
 */
export async function addLesson(
  db: Firestore,
  shipped: Model,
  run: Day,
  part: string,
  lesson: Lesson,
): Promise<void> {
  await runTransaction(db, learningPath, async (transaction) => {
    const before = readLearning((await transaction.get(db.doc(learningPath))).data());
    const latest = before?.latest;
    if (latest && (latest.run > run || (latest.run === run && latest.parts.includes(part)))) return;
    const goesOn = latest?.run === run;
    const learnt = goesOn ? before?.learnt : learntBy(before, run, shipped);
    const learning: Learning = {
      features: [...featureNames],
      ...(learnt && { learnt }),
      latest: {
        run,
        parts: goesOn ? [...latest.parts, part] : [part],
        lesson: goesOn ? withLesson(latest.lesson, lesson) : lesson,
      },
    };
    writeInTransaction(transaction, db, [knownFieldsWrite(learningPath, { learning })]);
  });
}
