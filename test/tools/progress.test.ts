import { progress } from '../../tools/chaos/progress';

test('the progress of a campaign says how fast it is, how long it takes and where to go on', () => {
  let now = 0;
  const note = progress(500, 100, () => now);
  now = 5000;
  expect(note(501)).toBeUndefined();
  now = 20_000;
  expect(note(502)).toBe('2 of 100 seeds, 0.1 seeds/s, 17 min left, next is --from 500');
  now = 20_001;
  expect(note(500)).toBeUndefined();
  now = 40_000;
  expect(note(504)).toBe('4 of 100 seeds, 0.1 seeds/s, 16 min left, next is --from 503');
});
