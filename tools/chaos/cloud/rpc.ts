import type { Dice } from '../dice';
import type { Fault, Faults } from '../faults';
import { sleep } from '../virtualTime';
import { Crash, RpcError } from './crash';
import { type Invocation, here } from './invocation';

/** Sends a call over the network, as the function that runs here. */
export type Rpc = <T>(call: string, serve: () => Promise<T>, timeoutMs?: number) => Promise<T>;

const TIMEOUT_MS = 60_000;

/** The longest that a call takes on its way when nothing goes wrong. */
const LATENCY_MS = 60;

/**
 * A network where calls fail before they arrive and lose their answers, take long, and meet the end
 * of the process that made them. What has been sent arrives, also when nobody waits for it any more.
 */
export function network(faults: Faults, dice: Dice): Rpc {
  return async (call, serve, timeoutMs = TIMEOUT_MS) => {
    const me = here();
    const n = countOf(me, call);
    const point = `${me.operation} ${call}`;
    const { instance, actor } = me;
    if (instance.isDead) throw new Crash();
    const latency = 1 + dice('latency', actor, call, n) * LATENCY_MS;
    const before = faults.isDown(point)
      ? ({ is: 'error', code: 14 } satisfies Fault)
      : faults.at(`${point} before`, actor, n);
    const after = before ? undefined : faults.at(`${point} after`, actor, n);
    if (before?.is === 'crash') instance.crash();
    if (before?.is === 'error') {
      await instance.alive(sleep(latency));
      throw new RpcError(before.code);
    }
    const arriveAfter = latency + (before?.is === 'delay' ? before.ms : 0);
    const served = sleep(arriveAfter).then(serve);
    const answered = served.then(async (answer) => {
      if (after?.is === 'crash') instance.crash();
      await sleep(latency + (after?.is === 'delay' ? after.ms : 0));
      if (after?.is === 'error') throw new RpcError(after.code);
      return answer;
    });
    return instance.alive(within(timeoutMs, answered));
  };
}

function countOf({ calls }: Invocation, call: string): number {
  const n = (calls.get(call) ?? 0) + 1;
  calls.set(call, n);
  return n;
}

/** @throws RpcError DEADLINE_EXCEEDED when the answer takes longer; the call goes on all the same */
async function within<T>(ms: number, answered: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new RpcError(4));
    }, ms);
  });
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}
