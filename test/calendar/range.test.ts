import { Refusal } from '../../functions/src/engine/refusal';
import { monthsOf, rangeOf } from '../../functions/src/engine/calendarDays';

test.each([
  [{ month: '2026-03' }, '2026-03-01', '2026-03-31'],
  [{ from: '2026-03-05', to: '2026-03-05' }, '2026-03-05', '2026-03-05'],
  [{ from: '2024-01-01', to: '2024-12-31' }, '2024-01-01', '2024-12-31'],
])('%j asks for %s to %s', (request, from, to) => {
  expect(rangeOf(request)).toEqual({ from, to });
});

test.each([
  ['nothing', {}],
  ['a month and a range', { month: '2026-03', from: '2026-03-01', to: '2026-03-02' }],
  ['only a start', { from: '2026-03-01' }],
  ['only an end', { to: '2026-03-01' }],
  ['a range that ends before it starts', { from: '2026-03-02', to: '2026-03-01' }],
  ['367 days', { from: '2024-01-01', to: '2025-01-01' }],
])('%s is refused', (_, request) => {
  expect(() => rangeOf(request)).toThrow(Refusal);
});

test('366 days touch at most 13 months', () => {
  expect(monthsOf({ from: '2025-01-31', to: '2026-01-31' })).toHaveLength(13);
});
