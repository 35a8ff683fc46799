import fc from 'fast-check';
import indexes from '../../firestore.indexes.json';
import * as functions from '../../functions/src';
import { startFirestore } from '../../local/firestore';
import { type Host, startHost } from '../../local/host';
import { unsignedToken } from '../../local/host/unsignedToken';
import { startPubsub } from '../../local/pubsub';
import { administrator, startAccounts } from '../../test/support/accountsServer';
import { type Attack, attacks } from './attack';
import { faultOf } from './faultOf';
import { logLeaks } from './logLeaks';

/** What to run. */
export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  readonly projectId: string;
}

/** An attack that was not answered as it should be. */
export interface Finding {
  readonly run: number;
  readonly what: string;
  readonly attack: Attack;
}

export interface FuzzResult {
  readonly findings: readonly Finding[];
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>;
}

const signIn = {
  user: { uid: 'fuzz-user' },
  admin: { uid: 'fuzz-admin', claims: { admin: true } },
} as const;

/**
 * Sends generated requests to every function over HTTP, one after the other, and holds each answer
 * against what must be: done, or refused with a 4xx and a reason; a refused call has written nothing;
 * no log repeats what was sent; the prototype of objects is as it was. The same seed sends the same.
 */
export async function fuzz({ runs, seed, projectId }: FuzzOptions): Promise<FuzzResult> {
  const [firestore, pubsub, auth] = await Promise.all([
    startFirestore({ indexes }),
    startPubsub(),
    startAccounts(),
  ]);
  auth.accounts.set(signIn.admin.uid, administrator);
  let recorded = 0; // that an administrator was refused something is written too
  firestore.onCommit(({ path }) => {
    if (path.includes('operatorActions/')) recorded += 1;
  });
  const changes = () => firestore.usage.writes + firestore.usage.deletes - recorded;
  Object.assign(process.env, {
    FIREBASE_AUTH_EMULATOR_HOST: auth.host,
    FIRESTORE_EMULATOR_HOST: firestore.host,
    PUBSUB_EMULATOR_HOST: pubsub.host,
    LIFT_RATE_LIMITS: 'true',
  });
  const settled = async () => {
    await pubsub.idle();
    await firestore.idle();
  };
  const hosts = { firestoreHost: firestore.host, pubsubHost: pubsub.host };
  const host = await startHost({ functions, projectId, settled, ...hosts });
  process.env['CLOUD_TASKS_EMULATOR_HOST'] = host.address;
  const findings: Finding[] = [];
  const statuses: Record<number, number> = {};
  const sample = fc.sample(attacks(Date.now()), { numRuns: runs, seed });
  try {
    for (const [run, attack] of sample.entries()) {
      const { status, faults } = await attempt(attack, host, changes, projectId);
      statuses[status] = (statuses[status] ?? 0) + 1;
      findings.push(...faults.map((what) => ({ run, what, attack })));
    }
  } finally {
    await host.close();
    pubsub.close();
    await Promise.all([firestore.close(), auth.close()]);
  }
  return { findings, statuses };
}

async function attempt(
  attack: Attack,
  host: Host,
  changes: () => number,
  projectId: string,
): Promise<{ status: number; faults: string[] }> {
  const before = changes();
  const leaks = logLeaks.length;
  const answer = await send(attack, host, projectId);
  await host.idle();
  const fault = faultOf(answer);
  const isRefused = answer.status >= 400;
  return {
    status: answer.status,
    faults: [
      ...(fault === undefined ? [] : [fault]),
      ...(isRefused && changes() !== before ? ['refused, but something was written'] : []),
      ...logLeaks.slice(leaks).map((line) => `logged: ${line}`),
      ...(Object.keys(Object.prototype).length > 0 ? ['the prototype of objects was changed'] : []),
    ],
  };
}

async function send(
  { name, method, query, headers, body, as }: Attack,
  host: Host,
  projectId: string,
): Promise<{ status: number; body: string }> {
  const token = as === 'nobody' ? undefined : unsignedToken(projectId, signIn[as], new Date());
  const response = await fetch(`${host.url(name)}${query}`, {
    method,
    redirect: 'manual',
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
    ...(method !== 'GET' && { body }),
  });
  return { status: response.status, body: await response.text() };
}
