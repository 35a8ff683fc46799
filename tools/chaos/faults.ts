import type { Dice } from './dice';
import { between, pick } from './dice';

/** What goes wrong at a point. Before a call it is not made; after it, its answer is not heard. */
export type Fault =
  | { readonly is: 'error'; readonly code: number }
  | { readonly is: 'delay'; readonly ms: number }
  | { readonly is: 'crash' };

/** What goes wrong in a run, when and how often. */
export interface Faults {
  /** What goes wrong at a point (`function call before` or `after`), for the n-th call of an actor. */
  at(point: string, actor: string, n: number): Fault | undefined;
  /** Whether all calls of a kind fail at this moment. */
  isDown(call: string): boolean;
  /** Whether something happens that is in the nature of the network, such as a message that comes twice. */
  happens(what: string, actor: string): boolean;
  /** From now on everything works. */
  stop(): void;
  /** Things go wrong again, until they are stopped once more. */
  goOn(): void;
  /** Whether things go wrong now. */
  readonly areOn: boolean;
  readonly injected: number;
  /** Points at which something went wrong. */
  readonly points: ReadonlySet<string>;
}

/** The chance of a call to fail before it is made, and again after it was. */
const RATES = [0, 0.02, 0.05, 0.1, 0.2, 0.3] as const;

/** Of what goes wrong, what ends the process. */
const CRASHES = 1 / 12;

const CODES = [14, 14, 4, 13, 8, 10, 2] as const;

/** A change of outages is announced by a message for each shard at once, which all have to get through. */
const ALL_OR_NOTHING = 'publish streak-outage-sweeps';

const HOUR_MS = 3_600_000;

/** A time in which all calls of a kind fail, long enough for breakers to open. */
interface Storm {
  readonly call: string;
  readonly from: number;
  readonly to: number;
}

/** Everything that can be down as a whole. */
const STORMY = [
  'firestore',
  'publish',
  'enqueue',
  'fcm',
  'sendgrid',
  'maintainShard firestore.RunQuery',
  'sweepOutage firestore.RunQuery',
] as const;

/** The faults of a seed. @param rate the chance at each point instead of one of the seed's own, 0 to 1 */
export function faultsOf(dice: Dice, start: number, days: number, rate?: number): Faults {
  const share = rate ?? pick(RATES, dice('rate'));
  const storms = share > 0 ? stormsOf(dice, start, days) : [];
  const points = new Set<string>();
  let injected = 0;
  let hasStopped = false;
  const note = (point: string) => {
    points.add(point);
    injected += 1;
  };
  return {
    at(point, actor, n) {
      const chance = point.includes(ALL_OR_NOTHING) ? share / 4 : share;
      if (hasStopped || dice('fault', point, actor, n) >= chance) return undefined;
      note(point);
      if (dice('crash', point, actor, n) < CRASHES) return { is: 'crash' };
      const kind = dice('kind', point, actor, n);
      if (kind < 0.25) return { is: 'delay', ms: between(500, 40_000, kind * 4) };
      return { is: 'error', code: pick(CODES, dice('code', point, actor, n)) };
    },
    isDown(call) {
      const now = Date.now();
      const isDown = storms.some(
        (storm) => storm.from <= now && now < storm.to && call.includes(storm.call),
      );
      if (hasStopped || !isDown) return false;
      note(`${call} down`);
      return true;
    },
    happens: (what, actor) => !hasStopped && dice(what, actor) < share,
    stop: () => {
      hasStopped = true;
    },
    goOn: () => {
      hasStopped = false;
    },
    get areOn() {
      return !hasStopped;
    },
    get injected() {
      return injected;
    },
    points,
  };
}

function stormsOf(dice: Dice, start: number, days: number): Storm[] {
  return Array.from({ length: between(0, 3, dice('storms')) }, (_, n) => {
    const from = start + dice('storm at', n) * days * 24 * HOUR_MS;
    const length = dice('storm length', n) < 0.7 ? HOUR_MS / 12 : 3 * HOUR_MS;
    const to = from + length * dice('storm end', n);
    return { call: pick(STORMY, dice('storm', n)), from, to };
  });
}
