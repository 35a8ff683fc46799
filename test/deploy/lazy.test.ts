import type * as Https from 'firebase-functions/https';
import { onCall } from 'firebase-functions/https';
import { cloud } from '../../functions/src/cloud';
import { deploy, type Deployed } from '../../functions/src/deploy';
import { type FunctionName, functions } from '../../functions/src/functions';
import type { Ports } from '../../functions/src/ports';

jest.mock('firebase-functions/https', () => {
  const actual = jest.requireActual<typeof Https>('firebase-functions/https');
  return { ...actual, onCall: jest.fn(actual.onCall) };
});

const { db: _, ...rest } = Object.getOwnPropertyDescriptors(cloud);

/** The deployed ports, of which Firestore must not be asked for. */
const unconnected = (): Ports =>
  Object.defineProperties({} as Ports, {
    ...rest,
    db: {
      get: () => {
        throw new Error('Firestore is connected.');
      },
    },
  });

let deployed: Deployed;

beforeEach(() => {
  jest.mocked(onCall).mockClear();
  deployed = deploy(unconnected());
});

test('nothing is made before it is asked for', () => {
  expect(Object.keys(deployed).sort()).toEqual(Object.keys(functions).sort());
  expect(onCall).not.toHaveBeenCalled();
});

test('who asks for one function makes no other, and makes it once', () => {
  const { getStreak } = deployed;
  expect(onCall).not.toHaveBeenCalled();
  expect(getStreak.__endpoint).toBe(deployed.getStreak.__endpoint);
  expect(onCall).toHaveBeenCalledTimes(1);
});

test('making all of them connects to nothing', () => {
  for (const name of Object.keys(functions) as FunctionName[]) {
    expect(deployed[name]).toHaveProperty('__endpoint');
  }
});
