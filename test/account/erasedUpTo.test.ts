import { erasedUpTo } from '../../functions/src/features/account/erasure';
import type { ErasureTask } from '../../functions/src/contracts/messages';

const at = (time: string) => Date.parse(`2026-03-10T${time}Z`);

const task = (of: ErasureTask['of']): ErasureTask => ({
  uid: 'ada',
  of,
  requestedAt: new Date(at('12:00:00.500')).toISOString(),
  correlationId: 'run-1234',
});

const now = at('13:05:00');

test.each([
  ['somebody who asked loses what is older', 'data', undefined, '12:00:00.500'],
  [
    'whoever still has a token of an account that is gone has nothing',
    'account',
    undefined,
    '13:05',
  ],
  ['an account is what was since it was created', 'account', '12:30:00', '12:30:00'],
  ['one created in the same second, as Auth tells it', 'account', '12:00:00', '12:00:00.500'],
  ['one that was restored, with its first creation', 'account', '09:00:00', '12:00:00.500'],
] as const)('%s', (_, of, createdAt, expected) => {
  const account = createdAt && { createdAt: at(createdAt) };
  expect(erasedUpTo(task(of), account, now)).toBe(at(expected));
});

test('one of which Auth does not tell when it was created is what was since the deletion', () => {
  expect(erasedUpTo(task('account'), { createdAt: null }, now)).toBe(at('12:00:00.500'));
});
