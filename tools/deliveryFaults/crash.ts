import type { Firestore } from 'firebase-admin/firestore';
import type { Random } from './random';

/** The process ends here, as far as the code under test can tell: nothing of it runs after it. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Where a process may end. */
export type CrashPoint = () => void;

/** Ends a share (0 to 1) of the processes that come by. */
export function crashPoint(random: Random, share: number, onCrash: () => void): CrashPoint {
  return () => {
    if (!random.chance(share)) return;
    onCrash();
    throw new Crash('The process ended.');
  };
}

/** A database whose caller may end just before a transaction, or just after its commit. */
export function crashingDatabase(db: Firestore, point: CrashPoint): Firestore {
  return new Proxy(db, {
    get(target, name) {
      if (name !== 'runTransaction') {
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      }
      const run: Firestore['runTransaction'] = async (body, options) => {
        point();
        const result = await target.runTransaction(body, options);
        point();
        return result;
      };
      return run;
    },
  });
}
