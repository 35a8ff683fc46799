import type * as Choices from '../../functions/src/choices';
import { fitness, lawStudy } from '../../functions/src/program';

/** What a fresh process has loaded. */
function fresh(): typeof Choices {
  let loaded: typeof Choices | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual<typeof Choices>('../../functions/src/choices');
  });
  if (!loaded) throw new Error('Nothing was loaded.');
  return loaded;
}

test('the rules are the law school’s where an app brings none', () => {
  expect(fresh().programInUse()).toEqual({ version: '1', ...lawStudy });
});

test('the rules are the app’s where it brings some, with what was left out', () => {
  const { useProgram, programInUse } = fresh();
  const { reservedNames: _, ...rest } = fitness;
  useProgram({ ...rest, version: '7' });
  expect(programInUse()).toEqual({ ...fitness, reservedNames: [], version: '7' });
});

test('a program that is wrong is refused, and can be followed by one that is right', () => {
  const { useProgram, programInUse } = fresh();
  expect(() => {
    useProgram({ ...fitness, maxQuantity: 0 });
  }).toThrow('maxQuantity: Too small: expected number to be >=1 (given: 0)');
  useProgram({ ...fitness, version: '7' });
  expect(programInUse().version).toBe('7');
});

test('a second program is refused, and changes nothing', () => {
  const { useProgram, programInUse } = fresh();
  useProgram({ ...fitness, version: '7' });
  expect(() => {
    useProgram({ ...lawStudy, version: '8' });
  }).toThrow(/^useProgram\(\) was called twice/);
  expect(programInUse().version).toBe('7');
});

test('a program that comes after a function has run is refused, and changes nothing', () => {
  const { useProgram, programInUse } = fresh();
  programInUse();
  expect(() => {
    useProgram(fitness);
  }).toThrow(/too late/);
  expect(programInUse().version).toBe('1');
});
