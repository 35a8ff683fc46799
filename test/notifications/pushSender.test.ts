import type { TokenMessage } from 'firebase-admin/messaging';
import { pushSender } from '../../functions/src/features/notifications/pushSender';
import { catalogues } from '../../functions/src/languages/catalogues';
import { loadTemplates } from '../../functions/src/platform/template';
import { samples } from '../../tools/previewTemplates/samples';

/** What is sent of a sample, to somebody with one device. */
async function sentOf(name: string, language: 'en' | 'de' = 'en') {
  const sample = samples.find((each) => each.name === name);
  if (!sample) throw new Error(`There is no sample ${name}.`);
  const sent: TokenMessage[] = [];
  const sender = pushSender({
    push: (messages) => {
      sent.push(...messages);
      return Promise.resolve({ answers: [{ is: 'accepted', id: 'm1' }], retryAt: undefined });
    },
    templates: loadTemplates,
    texts: catalogues,
    devicesOf: () =>
      Promise.resolve([{ id: 'd1', token: 't1', platform: 'web', lastSeenAt: 0 } as never]),
    removeDevice: () => Promise.resolve(),
    appUrl: () => 'https://app.example.com',
  });
  const delivery = { uid: 'ada', deliveryId: 'ada_e_push', correlationId: 'c', reached: [] };
  const send = await sender.prepare({ ...delivery, ...sample, language, now: 0, expiresAt: 1000 });
  await send?.();
  const [message] = sent;
  if (!message) throw new Error('Nothing was sent.');
  return message;
}

test('a push message says on each platform what a tap and its buttons do', async () => {
  const { android, apns, webpush, data } = await sentOf('at_risk.0');
  expect(android?.notification).toMatchObject({ clickAction: 'OPEN_STREAK', channelId: 'streak' });
  expect(apns?.payload?.aps.category).toBe('at_risk');
  expect(webpush?.notification?.actions).toEqual([
    { action: 'open', title: 'Log an activity' },
    { action: 'snooze', title: 'Later' },
    { action: 'pause', title: 'Take a break' },
  ]);
  expect(data).toMatchObject({ open: 'streak', link: 'https://app.example.com/?open=streak' });
});

test.each([
  ['streak_broken.1', 'recovery', 'Serie zurückholen'],
  ['streak_broken.3', 'streak', 'Weitermachen'],
  ['freeze_applied.0', 'day', 'Tag ansehen'],
  ['milestone.0', 'share', 'Teilen'],
  ['weekly_bonus_earned.0', 'week', 'Woche ansehen'],
  ['pause_ending.0', 'pause', 'Pause ändern'],
  ['challenge_completed.0', 'challenge', 'Challenge ansehen'],
  ['away.0', 'streak', 'Neu anfangen'],
])('the button of %s does what it says, and it has no other', async (name, open, title) => {
  const { webpush, data } = await sentOf(name, 'de');
  expect(webpush?.notification?.actions).toEqual([{ action: 'open', title }]);
  expect(data).toMatchObject({ open });
});
