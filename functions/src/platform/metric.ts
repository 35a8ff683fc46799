import { type LogContext, log } from './log';

/** How the values of a metric are put together. */
interface Metric {
  /** `count`: values are added up. `distribution`: percentiles of values are of interest. */
  readonly kind: 'count' | 'distribution';
  readonly unit: '1' | 'ms' | 's';
  readonly meaning: string;
  /** Names of its labels. Each has few values; never a user's id. */
  readonly labels: readonly string[];
}

/** Every metric. One value is a log entry; monitoring/ makes time series of them. */
export const metrics = {
  retry: {
    kind: 'count',
    unit: '1',
    meaning: 'Attempts at a dependency that followed a failed one.',
    labels: ['dependency', 'code'],
  },
  retried_call: {
    kind: 'count',
    unit: '1',
    meaning: 'Calls to a dependency that needed a retry, by how they ended: success or failure.',
    labels: ['dependency', 'outcome'],
  },
  breaker_opened: {
    kind: 'count',
    unit: '1',
    meaning: 'Times that a process stopped calling a dependency for some seconds.',
    labels: ['dependency'],
  },
  breaker_closed: {
    kind: 'count',
    unit: '1',
    meaning: 'Times that a process went back to calling a dependency.',
    labels: ['dependency'],
  },
  dead_letter: {
    kind: 'count',
    unit: '1',
    meaning: 'Work given up.',
    labels: ['operation', 'reason'],
  },
  users_due: {
    kind: 'count',
    unit: '1',
    meaning: 'Users that a run of maintenance found due.',
    labels: [],
  },
  users_judged: {
    kind: 'count',
    unit: '1',
    meaning: 'Users whose missed days were judged by maintenance.',
    labels: [],
  },
  users_given_up: {
    kind: 'count',
    unit: '1',
    meaning: 'Users whom a worker could not judge; they stay due.',
    labels: [],
  },
  commit_conflict: {
    kind: 'count',
    unit: '1',
    meaning: 'Commits of maintenance that a user’s own action, or a known event, refused.',
    labels: [],
  },
  shard_duration: {
    kind: 'distribution',
    unit: 'ms',
    meaning: 'How long a worker took for one message.',
    labels: [],
  },
  lapse_lag: {
    kind: 'distribution',
    unit: 's',
    meaning: 'How long the longest overdue user of a worker had waited since their day ended.',
    labels: [],
  },
  users_expired: {
    kind: 'count',
    unit: '1',
    meaning: 'Users who were erased because they had been silent for RETENTION_DAYS.',
    labels: [],
  },
  slow_rpc: {
    kind: 'distribution',
    unit: 'ms',
    meaning: 'Reads from Firestore that took longer than 100 ms.',
    labels: ['method'],
  },
  streak_drift: {
    kind: 'count',
    unit: '1',
    meaning:
      'Audited users whose streak differs from their ledger, by field; `any`: each user once.',
    labels: ['field'],
  },
  xp_capped: {
    kind: 'count',
    unit: '1',
    meaning:
      'XP of activities that did not count, because enough of their type had been done that day.',
    labels: ['type'],
  },
  calendar_month: {
    kind: 'count',
    unit: '1',
    meaning:
      'Months asked for in calendars: hit, in the user document or cached; miss; or stale_avoided, where the cached one no longer said all.',
    labels: ['outcome'],
  },
  calendar_fill: {
    kind: 'distribution',
    unit: 'ms',
    meaning: 'How long it took to read months from the ledger and keep them.',
    labels: [],
  },
  message: {
    kind: 'count',
    unit: '1',
    meaning: 'Messages to users that came to a status.',
    labels: ['kind', 'channel', 'status'],
  },
  message_report: {
    kind: 'count',
    unit: '1',
    meaning: 'What providers and apps reported of messages.',
    labels: ['kind', 'channel', 'report'],
  },
  messages_a_day: {
    kind: 'count',
    unit: '1',
    meaning: 'Messages of a day that came to an end.',
    labels: ['kind', 'channel', 'end'],
  },
  share: {
    kind: 'count',
    unit: '1',
    meaning: 'Views, views by programs, followed links and sharing of cards.',
    labels: ['figure'],
  },
  delivery_rate: {
    kind: 'distribution',
    unit: '1',
    meaning: 'Share of the messages of a day that arrived.',
    labels: ['kind', 'channel'],
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;

type LabelsOf<Name extends MetricName> = Readonly<
  Record<(typeof metrics)[Name]['labels'][number], string | number>
>;

/** Records a value of a metric. */
export function metric<Name extends MetricName>(
  name: Name,
  value: number,
  context: LogContext,
  labels: LabelsOf<Name>,
): void {
  log.info('metric', context, { metric: name, value, labels });
}
