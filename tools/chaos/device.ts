import { Crash } from './cloud/crash';
import { type CallableName, callables } from '../../functions/src/functions';
import { sleep } from './virtualTime';
import type { World } from './world';

/** A call of a callable function over a network that loses requests and answers. */
interface Call {
  readonly name: CallableName;
  /** Names the call: the same in each run of a seed. */
  readonly key: string;
  readonly uid: string;
  readonly data: object;
  readonly isAdmin?: boolean;
  /** Whether it may be more than anyone may call. */
  readonly mayBeTooMuch?: boolean;
}

/** A refusal that the same request would meet again. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly reason: string) {
    super(`It was refused: ${reason}.`);
  }
}

/** Codes of answers after which a device sends again: see docs/api.md. */
const AGAIN = ['unavailable', 'aborted'];

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 300_000;

/** Calls a function until it answers, as an app does. @throws Refused */
export async function call(world: World, its: Call): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await callOnce(world, its, attempt);
    if (answer) return answer.value;
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    await sleep((longest / 2) * (1 + world.dice('retry', its.name, its.key, attempt)));
  }
}

/** @returns undefined when no answer came. @throws Refused */
async function callOnce(
  { cloud, faults, history }: World,
  { name, key, uid, data, isAdmin = false, mayBeTooMuch = false }: Call,
  attempt: number,
): Promise<{ readonly value: unknown } | undefined> {
  const actor = `${name} ${key} #${attempt}`;
  const isLost = (when: string) => faults.at(`device ${name} ${when}`, actor, 1) !== undefined;
  if (isLost('before')) return undefined;
  const token = { auth_time: Math.floor(Date.now() / 1000), ...(isAdmin && { admin: true }) };
  const rawRequest = { headers: {}, socket: { remoteAddress: `address of ${uid}` } };
  const request = {
    data: { ...data, correlationId: `${name}-${uid}-chaos` },
    auth: { uid, token },
    rawRequest,
  };
  try {
    const value = await cloud.call(name, actor, data, (functions) => {
      const { run } = functions[name] as { run: (request: object) => Promise<unknown> };
      return run(request);
    });
    if (isLost('after')) return undefined;
    if (callables[name].access.recorded)
      history.deeds.set(name, (history.deeds.get(name) ?? 0) + 1);
    return { value };
  } catch (thrown) {
    if (thrown instanceof Crash || isLost('after')) return undefined;
    const { code, details } = thrown as { code?: string; details?: { reason?: string } };
    if (code === 'internal') history.wrong.push(`${actor}: answered that it failed inside`);
    if (details?.reason === 'too-many-calls' && !mayBeTooMuch)
      history.wrong.push(`${actor}: nobody calls that much`);
    if (code === undefined || AGAIN.includes(code)) return undefined;
    throw new Refused(details?.reason ?? code);
  }
}
