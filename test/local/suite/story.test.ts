import { Story } from '../../../local/suite/tick/story';
import { type Messaging, startMessaging } from '../../integration/messaging';

let world: Messaging;

beforeAll(async () => {
  world = await startMessaging();
});

afterAll(() => world.close());

test('a night is told by the clock of whom it is about: what happened, what was said, and what was not', async () => {
  const { app } = world;
  app.at('2026-03-02T12:00:00Z');
  await world.user('ada');
  await app.log('ada', { timeZone: 'Asia/Tokyo' });
  const story = new Story(app.db);
  await story.begin();
  await world.until('2026-03-03T19:07:00Z');
  await app.runMaintenance();
  const created = ['users/ada/events/streak_broken.2026-03-03.0'];
  const at = Date.parse('2026-03-03T19:07:00Z');
  const night = { name: 'scheduleMaintenance', at, succeeded: true, created };
  expect(await story.after(night, [])).toEqual([
    'Wed 4 Mar 04:07 in Asia/Tokyo  ada',
    '    a missed day ended a run (2026-03-03)',
    expect.stringMatching(/^ {4}not told by email of streak_broken: deferred until Wed 4 Mar 08:/),
    expect.stringMatching(/^ {4}not told by push of streak_broken: deferred until Wed 4 Mar 08:/),
  ]);
  await world.until('2026-03-04T00:00:00Z');
  const morning = { name: 'tasks', at: Date.parse('2026-03-03T23:10:00Z'), succeeded: true };
  expect(await story.after({ ...morning, created: [] }, world.messages.messages)).toEqual([
    'Wed 4 Mar 08:10 in Asia/Tokyo  ada',
    expect.stringMatching(/^ {4}told by (push|email): Your 1-day streak has ended/),
    expect.stringMatching(
      /^ {4}told by (push|email): Your 1-day streak has ended.*[?&]open=streak/,
    ),
  ]);
  expect(await story.after({ ...morning, created: [] }, [])).toEqual([]);
});
