import type { Timestamp } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { onDocumentCreated } from 'firebase-functions/firestore';
import { languageCourse } from 'firestreak/program';
import { createServer, FirestreakError } from 'firestreak/server';

/** The instance of the kit, and the program that its index has. */
const streaks = createServer({
  databaseId: 'reading',
  instance: 'reading',
  region: 'europe-west1',
  program: languageCourse,
});

/** Where readers are taken to be until a device of theirs says otherwise. */
const HOME = 'Europe/Berlin';

/** A lesson that the app has seen finished counts for its reader's streak: once, however often this runs. */
export const onLessonCounts = onDocumentCreated(
  { document: 'lessons/{lessonId}', retry: true },
  async ({ data, params }) => {
    const { uid, finishedAt } = data?.data() as { uid: string; finishedAt: Timestamp };
    const lesson = {
      activityId: `lesson-${params.lessonId}`,
      type: 'lesson_completed',
      occurredAt: finishedAt.toDate().toISOString(),
    };
    try {
      await streaks.logActivity(uid, lesson).catch((error: unknown) => {
        const isFirst = error instanceof FirestreakError && error.reason === 'time-zone-unset';
        if (!isFirst) throw error;
        return streaks.logActivity(uid, { ...lesson, timeZone: HOME });
      });
    } catch (error) {
      const isBusy = ['unavailable', 'aborted'];
      const isFinal = error instanceof FirestreakError && !isBusy.includes(error.code);
      if (!isFinal) throw error; // the event comes again
      logger.warn('A lesson does not count.', { reason: error.reason });
    }
  },
);
