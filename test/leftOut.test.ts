import { leftOut, type Optional, optionalTests } from './support/leftOut';

const one = (tests: string, isHere: boolean): Optional => ({ tests, isHere, get: 'install it' });

test('what is not on the machine is listed, with how to get it', () => {
  expect(leftOut([one('some', true), one('others', false), one('more', false)])).toBe(
    [
      'Left out, because what it needs is not on this machine:',
      '  - others: install it',
      '  - more: install it',
    ].join('\n'),
  );
});

test('where everything is there, nothing is said', () => {
  expect(leftOut([one('some', true)])).toBeUndefined();
});

test('everything optional says what it tests and how to get it', () => {
  for (const { tests, get } of Object.values(optionalTests())) {
    expect([tests, get]).not.toContain('');
  }
});
