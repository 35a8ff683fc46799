import { allShards, shardMessage, topics } from '../../functions/src/contracts/messages';
import { shapes } from '../../functions/src/contracts/shapes';
import { newShareId, shareData, sharePath } from '../../functions/src/documents/share';
import { streakWrites } from '../../functions/src/documents/user';
import type { FunctionName } from '../../functions/src/functions';
import { program } from '../../functions/src/program';
import type { Write } from '../../functions/src/platform/write';
import type { CloudEvent } from '../../local/host/index';
import { history } from '../bench/population';

/** What an instance is sent: a call, a request for a page, or a message. */
export type Sent =
  | { readonly call: object; readonly uid: string }
  | { readonly path: string }
  | { readonly event: CloudEvent };

/** The heaviest that an instance of a function is at. */
export interface Scene {
  readonly name: FunctionName;
  readonly what: string;
  /** What is there before. */
  readonly stored?: (now: number) => Iterable<Write>;
  readonly times: number;
  /** The nth. @param now milliseconds since the epoch */
  readonly sends: (n: number, now: number) => Sent;
}

const USERS = 200;
const DUE = 4_000;
const PAGE = 200;
const DAY_MS = 86_400_000;

/** An activity of 20 KB: a page of 200 has 4 MB. */
const long = 'x'.repeat(20_000);

/** 12 bytes that are the same each time. */
const cardId = newShareId((bytes) => Buffer.alloc(bytes, 7));

function* usersWithHistory(now: number, count: number, lastDaysAgo: number): Generator<Write> {
  const settled = history(lastDaysAgo, 'quiz_easy_passed', now);
  for (let n = 0; n < count; n += 1) {
    const [user] = streakWrites(`user-${n}`, settled, { now, program, correlationId: 'memory' });
    if (user) yield user;
  }
}

function* longActivities(): Generator<Write> {
  for (let n = 0; n < PAGE; n += 1) {
    yield { path: `users/user-0/activities/a${n}`, data: { note: long, v: shapes.activities } };
  }
}

function aCard(now: number): Write {
  const [createdAt, expiresAt] = [now, now + DAY_MS];
  const share = { uid: 'user-0', createdAt, expiresAt, revokedAt: null, expireAt: expiresAt };
  const card = { kind: 'streak', theme: 'dark', name: 'Ada', streak: 12, longest: 40 } as const;
  return { path: sharePath(cardId), data: shareData({ ...share, card }) };
}

function maintenanceMessage(now: number): CloudEvent {
  const runId = new Date(now).toISOString();
  const message = shardMessage.parse({ runId, shards: allShards });
  const data = Buffer.from(JSON.stringify(message)).toString('base64');
  return {
    specversion: '1.0',
    id: 'memory',
    source: `//pubsub.googleapis.com/projects/demo-memory/topics/${topics.maintenance}`,
    type: 'google.cloud.pubsub.topic.v1.messagePublished',
    datacontenttype: 'application/json',
    time: runId,
    data: {
      message: { data, messageId: '1', attributes: {}, publishTime: runId },
      subscription: 'projects/demo-memory/subscriptions/memory',
    },
  };
}

const userOf = (n: number) => `user-${n % USERS}`;

/** Functions whose instances have most to do at once, of each scale in the table one at least. */
export const scenes: readonly Scene[] = [
  {
    name: 'getStreak',
    what: 'reads of 200 users',
    stored: (now) => usersWithHistory(now, USERS, 0),
    times: 1_000,
    sends: (n) => ({ call: {}, uid: userOf(n) }),
  },
  {
    name: 'logActivity',
    what: 'activities of 200 users',
    stored: (now) => usersWithHistory(now, USERS, 0),
    times: 1_000,
    sends: (n) => ({ call: { activityId: `a${n}`, type: 'quiz_easy_passed' }, uid: userOf(n) }),
  },
  {
    name: 'exportMyData',
    what: 'pages of 4 MB',
    stored: longActivities,
    times: 50,
    sends: () => ({ call: {}, uid: 'user-0' }),
  },
  {
    name: 'share',
    what: 'images of a card',
    stored: (now) => [aCard(now)],
    times: 100,
    sends: () => ({ path: `s/${cardId}/card.png` }),
  },
  {
    name: 'maintainShard',
    what: '4,000 due users',
    stored: (now) => usersWithHistory(now, DUE, 2),
    times: 1,
    sends: (_, now) => ({ event: maintenanceMessage(now) }),
  },
];
