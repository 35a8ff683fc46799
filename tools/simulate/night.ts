import { SHARD_COUNT } from '../../functions/src/contracts/shards';
import { FIRST_RATE, rateAfter } from '../import/pace';
import { nextScheduleTime } from '../replay/schedule';
import { allShards, planShards } from '../../functions/src/contracts/messages';

/** What a night is like. */
export interface Night {
  /** Users who miss their day. */
  readonly due: number;
  /** Zones that they live in, as many in each; their days end an hour apart. */
  readonly zones: number;
  /** Workers at once. */
  readonly instances: number;
  /** Users that a worker judges a second, when nothing else holds it up. */
  readonly usersPerSecond: number;
  /** Seconds until a new instance takes its first message. */
  readonly coldStartSeconds: number;
  /** Firestore operations a second before the night, to which the database is used. */
  readonly usedTo: number;
}

/** What became of it. */
export interface Outcome {
  /** Messages of a run. */
  readonly messages: number;
  /** Workers that were busy at once. */
  readonly instances: number;
  /** Users judged in the busiest second. */
  readonly peakUsersPerSecond: number;
  /** Firestore operations in the busiest second. */
  readonly peakOperations: number;
  /** Entries that one shard's range of an index got in the busiest second. */
  readonly peakPerRange: number;
  /** Seconds from the end of a day until its last user is judged, in the zone that waits longest. */
  readonly longestWait: number;
}

/** A read and three writes. */
const OPERATIONS_PER_USER = 4;

/** What a range of an index takes a second whose values only grow. */
const RANGE_LIMIT = 500;

const HOUR = 3600;

/** Seconds from the hour, when days end, to the first run after it. */
const RUN_AFTER = nextScheduleTime(0) / 1000;

/** Less than this of a user is left only by rounding. */
const NOBODY = 1e-6;

/** Lets a night go by, second by second: a run at the end of each zone's day, its messages, its workers. */
export function simulate(night: Night): Outcome {
  const { zones, instances, usersPerSecond, coldStartSeconds, usedTo } = night;
  const dueInZone = Math.ceil(night.due / zones);
  const shares = planShards(allShards, dueInZone);
  let queue: { left: number; readonly announced: number }[] = [];
  let rampingSeconds = 0;
  let busiest = 0;
  let longestWait = 0;
  let mostInstances = 0;
  for (let second = 0; second < zones * HOUR || queue.length > 0; second += 1) {
    if (second % HOUR === 0 && second < zones * HOUR) {
      const users = shares.map(({ length }) => (dueInZone * length) / SHARD_COUNT);
      queue.push(...users.map((left) => ({ left, announced: second })));
    }
    const busy = queue
      .filter(({ announced }) => second >= announced + coldStartSeconds)
      .slice(0, instances);
    const ceiling = rateAfter(rampingSeconds * 1000, Math.max(FIRST_RATE, usedTo));
    const allowed = Math.min(ceiling / OPERATIONS_PER_USER, RANGE_LIMIT * SHARD_COUNT);
    const each = Math.min(usersPerSecond, allowed / Math.max(1, busy.length));
    let judged = 0;
    for (const message of busy) {
      const done = Math.min(message.left, each);
      message.left -= done;
      judged += done;
      if (message.left < NOBODY) {
        longestWait = Math.max(longestWait, RUN_AFTER + second + 1 - message.announced);
      }
    }
    queue = queue.filter(({ left }) => left >= NOBODY);
    busiest = Math.max(busiest, judged);
    mostInstances = Math.max(mostInstances, busy.length);
    // What may be asked grows while much of it is asked: an idle database has no need to.
    if (judged * OPERATIONS_PER_USER > ceiling / 2) rampingSeconds += 1;
  }
  return {
    messages: shares.length,
    instances: mostInstances,
    peakUsersPerSecond: busiest,
    peakOperations: busiest * OPERATIONS_PER_USER,
    peakPerRange: busiest / SHARD_COUNT,
    longestWait,
  };
}
