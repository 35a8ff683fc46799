import { linkTo, targetOf } from '../../functions/src/features/notifications/target';
import { samples } from '../../tools/previewTemplates/samples';

test('each message leads to what it is about', () => {
  const targets = samples.map(({ message, moment }) => [message.kind, targetOf(message, moment)]);
  expect(Object.fromEntries(targets)).toEqual({
    freeze_applied: { open: 'day', id: '2026-03-03' },
    freeze_refunded: { open: 'day', id: '2026-03-03' },
    personal_record: { open: 'share', id: '' },
    badge_earned: { open: 'streak', id: '' },
    level_reached: { open: 'streak', id: '' },
    recovery_halfway: { open: 'recovery', id: '2026-03-03' },
    recovery_closing: { open: 'recovery', id: '2026-03-03' },
    pause_ending: { open: 'pause', id: '2026-03-03' },
    away: { open: 'streak', id: '' },
    streak_broken: { open: 'streak', id: '' }, // the last sample, which has no offer
    restored: { open: 'day', id: '2026-03-03' },
    recovered: { open: 'streak', id: '' },
    milestone: { open: 'share', id: '' },
    weekly_bonus_earned: { open: 'week', id: '2026-03-02' },
    challenge_completed: { open: 'challenge', id: 'ten' },
    challenge_starting: { open: 'challenge', id: 'ten' },
    challenge_ending: { open: 'challenge', id: 'ten' },
    challenge_missed: { open: 'challenge', id: 'ten' },
    at_risk: { open: 'streak', id: '' },
    milestone_near: { open: 'streak', id: '' },
  });
});

test.each([
  ['that can be won back: to the offer', 'streak_broken.1', { open: 'recovery', id: '2026-03-03' }],
  ['that cannot: to the streak', 'streak_broken.0', { open: 'streak', id: '' }],
])('the end of a run leads, of one %s', (_, name, target) => {
  const sample = samples.find((each) => each.name === name);
  expect(sample && targetOf(sample.message, sample.moment)).toEqual(target);
});

test.each([
  ['https://app.example.com', 'https://app.example.com/?open=challenge&id=a%26b'],
  ['https://app.example.com/x?y=1#z', 'https://app.example.com/x?y=1&open=challenge&id=a%26b#z'],
])('the address of a challenge in %s', (appUrl, expected) => {
  expect(linkTo(appUrl, { open: 'challenge', id: 'a&b' })).toBe(expected);
});
