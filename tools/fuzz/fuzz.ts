import { createSign, generateKeyPairSync } from 'node:crypto';
import { Firestore } from '@google-cloud/firestore';
import fc from 'fast-check';
import { databaseId } from '../../functions/src/config/parameters';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { startFirestore } from '../../local/firestore/index';
import { startPubsub } from '../../local/pubsub/index';
import { administrator, startAccounts } from '../../test/support/accountsServer';
import { freePort } from '../../test/support/freePort';
import { type Attack, attacks, beginningsOf } from './attack';
import { CANARY } from './canary';
import { canaries, schedulesWithCanaries } from './canaries';
import { ADMIN, OTHER, OTHERS_SHARE } from './extremes';
import { edges } from './edges';
import { faultsOf, isCostly } from './faultOf';
import type { Outcome } from './protocol';
import { projectId } from './environment';
import { startRefusingStore } from './refusingStore';
import { type Attempt, type Target, startTarget } from './target';

/** What to run. */
export interface FuzzOptions {
  /** Drawn at random by a seed; or the canary, or each extreme of its form, in every field that there is. */
  readonly draw: { readonly runs: number; readonly seed: number } | 'canaries' | 'edges';
  /** `refusing`: each RPC fails with a message that repeats the request. Default: it works. */
  readonly store?: 'refusing';
  /** Only this one of the runs. */
  readonly only?: number;
}

/** An attack that did not come to what it should. */
export interface Finding {
  readonly run: number;
  readonly what: string;
  readonly attack: Attack;
}

export interface FuzzResult {
  readonly attacks: number;
  readonly findings: readonly Finding[];
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** The calls that took most of the processor, most first. */
  readonly slowest: readonly {
    readonly run: number;
    readonly name: string;
    readonly cpuMs: number;
  }[];
  /** By how much a call let the heap grow at most, garbage included. */
  readonly mostHeapMiB: number;
  /** By how much what is in use grew over all calls but the first {@link WARM_UP}. */
  readonly retainedMiB: number;
  /** Lines that the process put out. */
  readonly logged: number;
  /** Functions that logged a failure of theirs. */
  readonly failed: readonly string[];
  /** All functions that are run by a schedule. */
  readonly schedules: readonly string[];
}

/** Attacks after which code is compiled and caches are filled. */
const WARM_UP = 200;

/** What is in use may grow by so much, however many calls there are. */
const MOST_RETAINED_MIB = 32;

const SLOWEST = 8;

/**
 * Sends generated requests to every function, one after the other, and holds what comes of each against
 * what must be: done, or refused with a 4xx and a reason; a refused call has written nothing, and no call
 * something of another user's; no output repeats what was sent; it took at most a second of the processor
 * and no memory that stays. The same seed sends the same.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const port = await freePort();
  const [firestore, pubsub, auth] = await Promise.all([
    startFirestore({ indexes: declaredIndexes(), functionsEmulator: `127.0.0.1:${port}` }),
    startPubsub(),
    startAccounts(),
  ]);
  auth.accounts.set(ADMIN, administrator);
  const refusing = options.store === 'refusing' ? await startRefusingStore() : undefined;
  const webhook = webhookSigner();
  const start = () =>
    startTarget({
      storeHost: refusing?.host ?? firestore.host,
      triggersHost: firestore.host,
      pubsubHost: pubsub.host,
      port,
      accountsHost: auth.host,
      webhookKey: webhook.publicKey,
      retentionDays: options.draw === 'canaries' ? 400 : 0,
      settled: async () => {
        await pubsub.idle();
        await firestore.idle();
      },
    });
  const changed: string[] = [];
  firestore.onCommit(({ path }) => {
    // That an administrator was refused something is recorded.
    if (!path.includes('operatorActions/')) changed.push(path);
  });
  const now = Date.now();
  const tally = newTally();
  let target = await start();
  try {
    let othersShare = OTHERS_SHARE;
    const callers = ['other', 'user', 'anonymous', 'admin'] as const;
    for (const beginning of callers.flatMap((as) => beginningsOf(as, now))) {
      const { outcome } = await target.attempt(beginning);
      if (beginning.as === 'other' && beginning.name === 'createShare') {
        othersShare = /"shareId":"([^"]+)"/.exec(outcome?.body ?? '')?.[1] ?? othersShare;
      }
    }
    const all = drawnBy(options.draw, now, target);
    for (const [run, drawn] of all.entries()) {
      if (options.only !== undefined && options.only !== run) continue;
      if (run === WARM_UP) tally.warmMiB = await target.heapMiB();
      const attack = webhook.sign(meant(drawn, othersShare));
      if (attack.stored) await store(firestore.host, attack.stored);
      changed.length = 0;
      const { outcome, output } = await cheapest(target, attack);
      const whats = [
        ...(outcome ? faultsOf(attack, outcome) : ['the process died of it, or it never ends']),
        ...(refusing ? [] : wrongly(attack, outcome, changed, othersShare)),
        ...output.filter(isLeak).map((line) => `logged: ${line.slice(0, 500)}`),
      ];
      // What canaries are sent for is where they come out; where the store refuses, all else fails.
      const isExpected = (what: string) =>
        (options.draw === 'canaries' || refusing !== undefined) && !what.startsWith('logged');
      tally.findings.push(
        ...whats.filter((what) => !isExpected(what)).map((what) => ({ run, what, attack: drawn })),
      );
      tally.note(run, attack, outcome, output);
      if (outcome && attack.name === 'deleteMyData' && outcome.status === 200) {
        // Whoever has nothing would be refused from here on.
        for (const beginning of beginningsOf(attack.as, now)) await target.attempt(beginning);
      }
      if (outcome) continue;
      await target.close();
      target = await start();
      tally.warmMiB = undefined; // another heap
    }
    return {
      ...tally.result(all.length, await retained(target, tally.warmMiB)),
      schedules: target.schedules,
    };
  } finally {
    await target.close();
    refusing?.close();
    pubsub.close();
    await Promise.all([firestore.close(), auth.close()]);
  }
}

/**
 * Sends an attack; once more where it cost too much, and the cheaper of the two counts: a function's first
 * call loads what only it needs, which is the cost of a cold start and not of what was sent.
 */
async function cheapest(target: Target, attack: Attack): Promise<Attempt> {
  const first = await target.attempt(attack);
  if (!first.outcome || !isCostly(first.outcome)) return first;
  const { outcome: again, output } = await target.attempt(attack);
  return {
    outcome: again && {
      ...first.outcome,
      cpuMs: Math.min(first.outcome.cpuMs, again.cpuMs),
      heapMiB: Math.min(first.outcome.heapMiB, again.heapMiB),
    },
    output: [...first.output, ...output],
  };
}

function drawnBy(draw: FuzzOptions['draw'], now: number, { schedules }: Target): Attack[] {
  if (draw === 'canaries') return [...canaries(now), ...schedulesWithCanaries(schedules)];
  if (draw === 'edges') return edges(now);
  return fc.sample(attacks(now), { numRuns: draw.runs, seed: draw.seed });
}

/** Writes documents whose events functions take. */
async function store(host: string, stored: NonNullable<Attack['stored']>): Promise<void> {
  const customHeaders = { Authorization: 'Bearer owner' };
  const db = new Firestore({
    projectId,
    databaseId: databaseId(),
    host,
    ssl: false,
    customHeaders,
  });
  for (const [path, data] of Object.entries(stored)) await db.doc(path).set(data);
  await db.terminate();
}

/** The attack as it is sent, with the ids that were not known when it was drawn. */
function meant(attack: Attack, share: string): Attack {
  const { path, body } = attack;
  return {
    ...attack,
    path: path.replaceAll(OTHERS_SHARE, share),
    body: body.replaceAll(OTHERS_SHARE, share),
  };
}

/** What was written and must not have been. */
function wrongly(
  { kind, as, method }: Attack,
  outcome: Outcome | undefined,
  changed: readonly string[],
  share: string,
): string[] {
  if (kind !== 'callable' && kind !== 'https') return []; // theirs is to work on everyone
  const isRefused = (outcome?.status ?? 0) >= 400 && method !== 'HEAD';
  const others = changed.filter((path) => path.includes(OTHER) || path === `shares/${share}`);
  return [
    ...(isRefused && changed.length > 0 ? [`refused, but written: ${changed.join(' ')}`] : []),
    ...(as === 'admin' ? [] : others.map((path) => `changed what is another's: ${path}`)),
  ];
}

function isLeak(line: string): boolean {
  return line.toLowerCase().includes(CANARY);
}

async function retained(target: Target, warmMiB: number | undefined): Promise<number> {
  return warmMiB === undefined ? 0 : (await target.heapMiB()) - warmMiB;
}

function newTally() {
  const findings: Finding[] = [];
  const statuses: Record<number, number> = {};
  const costs: { run: number; name: string; cpuMs: number }[] = [];
  const failed = new Set<string>();
  let mostHeapMiB = 0;
  let logged = 0;
  return {
    findings,
    warmMiB: undefined as number | undefined,
    note(run: number, { name }: Attack, outcome: Outcome | undefined, output: readonly string[]) {
      logged += output.length;
      for (const line of output) {
        const [, operation] = /unexpected_failure.*"operation":"(\w+)"/.exec(line) ?? [];
        if (operation !== undefined) failed.add(operation);
      }
      if (!outcome) return;
      const { status, cpuMs, heapMiB } = outcome;
      statuses[status] = (statuses[status] ?? 0) + 1;
      costs.push({ run, name, cpuMs: Math.round(cpuMs) });
      mostHeapMiB = Math.max(mostHeapMiB, Math.round(heapMiB));
    },
    result(count: number, retainedMiB: number): Omit<FuzzResult, 'schedules'> {
      const isGrowing = retainedMiB > MOST_RETAINED_MIB;
      const slowest = costs.toSorted((a, b) => b.cpuMs - a.cpuMs).slice(0, SLOWEST);
      if (isGrowing) throw new Error(`What is in use has grown by ${Math.round(retainedMiB)} MiB.`);
      return {
        ...{ attacks: count, findings, statuses, slowest, mostHeapMiB, logged },
        retainedMiB: Math.round(retainedMiB),
        failed: [...failed].sort(),
      };
    },
  };
}

/** Signs bodies as SendGrid does. */
function webhookSigner() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    publicKey: der,
    sign(attack: Attack): Attack {
      if (!attack.isSigned) return attack;
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = createSign('sha256').update(timestamp).update(attack.body);
      const prefix = 'x-twilio-email-event-webhook';
      const headers = {
        ...attack.headers,
        [`${prefix}-timestamp`]: timestamp,
        [`${prefix}-signature`]: signature.sign(privateKey, 'base64'),
      };
      return { ...attack, headers };
    },
  };
}
