import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import type { CrashPoint } from '../deliveryFaults/crash';

/** A database whose caller may end just before a batch is committed, or just after it. */
export function endingAtBatches(db: Firestore, point: CrashPoint): Firestore {
  const bound = (target: object, name: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, name, target);
    return typeof value === 'function' ? (value.bind(target) as unknown) : value;
  };
  const ending = (batch: WriteBatch): WriteBatch =>
    new Proxy(batch, {
      get(target, name) {
        if (name === 'commit') {
          return async () => {
            point();
            const done = await target.commit();
            point();
            return done;
          };
        }
        if (name !== 'set' && name !== 'delete') return bound(target, name);
        return (...given: unknown[]) => {
          Reflect.apply(Reflect.get(target, name) as () => unknown, target, given);
          return ending(target);
        };
      },
    });
  return new Proxy(db, {
    get: (target, name) => (name === 'batch' ? () => ending(target.batch()) : bound(target, name)),
  });
}
