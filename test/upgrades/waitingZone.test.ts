import { type DocumentData, Timestamp } from 'firebase-admin/firestore';
import { readAnswer } from '../../functions/src/documents/activity';
import { readOutageBook } from '../../functions/src/documents/outages';
import { readUser, streakWrites } from '../../functions/src/documents/user';
import { recordActivity } from '../../functions/src/engine/recordActivity';
import { settle } from '../../functions/src/engine/settle';
import { viewStreak } from '../../functions/src/engine/streakView';
import { program } from '../../functions/src/program';
import { keptDocuments } from './keptDocuments';

/**
 * In 0.1.0 the second jump within a week waited for the end of the day: it was in the timeline already,
 * and answers told of it in `nextTimeZone`. This is what it stored for someone who flew from Paris to
 * Tokyo, back, and to Tokyo again the day after.
 */
const stored = keptDocuments('0.1.0');
const outages = readOutageBook(stored.get('settings/outages'));
const instant = (text: string) => Timestamp.fromDate(new Date(text));
const waitsUntil = '2026-03-12T03:00:00.000Z';
const arrival = Date.parse('2026-03-11T20:00Z');

function waiting(): DocumentData {
  const ada = stored.get('users/Ada') ?? {};
  const timeline = [
    { from: instant('1970-01-01T00:00Z'), zone: 'Europe/Berlin', floor: '' },
    { from: instant('2026-03-10T12:00Z'), zone: 'Europe/Paris', floor: '2026-03-10' },
    { from: instant('2026-03-10T20:00Z'), zone: 'Asia/Tokyo', floor: '2026-03-10' },
    { from: instant('2026-03-10T21:00Z'), zone: 'Europe/Paris', floor: '2026-03-11' },
    { from: instant(waitsUntil), zone: 'Asia/Tokyo', floor: '2026-03-12' },
  ];
  const streak = {
    ...(ada['streak'] as object),
    timeline,
    settledAt: Timestamp.fromMillis(arrival),
  };
  return { ...ada, streak, lapseAt: instant(waitsUntil) };
}

test('a change of zone that waited is in force, and ends no day before it would have ended', () => {
  const { streak } = readUser(waiting());
  expect(streak.timeline.at(-1)).toEqual({ from: arrival, zone: 'Asia/Tokyo' });
  const view = viewStreak(settle(streak, arrival, program, outages), arrival, program);
  expect(view).toMatchObject({ today: '2026-03-12', timeZone: 'Asia/Tokyo', current: 8 });
  expect(view.lapsesAt).toBe('2026-03-13T03:00:00.000Z'); // the 11th was passed over
});

test('an activity counts by it, and it is written as today’s are', () => {
  const { streak } = readUser(waiting());
  const now = arrival + 60_000;
  const activity = { activityId: 'next', type: 'quiz_easy_passed', quantity: 1 };
  const { settled, response } = recordActivity(streak, activity, now, program, outages);
  expect(response).toMatchObject({ day: '2026-03-12', streak: { current: 9 } });
  const [user] = streakWrites('Ada', settled, { now, program, correlationId: 'test' });
  const { timeline } = (user?.data as { streak: { timeline: unknown[] } }).streak;
  expect(timeline.at(-1)).toEqual({ from: Timestamp.fromMillis(arrival), zone: 'Asia/Tokyo' });
});

test('an answer that told of it is given again', () => {
  const [, answered] = [...stored].find(([path]) => path.startsWith('users/Ada/activities/')) ?? [];
  const { response } = answered as { response: { streak: object } };
  const nextTimeZone = { timeZone: 'Asia/Tokyo', effectiveAt: waitsUntil };
  const told = { ...response, streak: { ...response.streak, nextTimeZone } };
  expect(readAnswer({ ...answered, response: told })).toEqual(readAnswer({ ...answered }));
});
