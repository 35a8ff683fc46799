import { type Fields, log, type LogContext } from './log';

/** How the values of a metric are aggregated. */
interface Metric {
  /** `count`: values are added up. `distribution`: percentiles matter. */
  readonly kind: 'count' | 'distribution';
  readonly unit: '1' | 'ms' | 's';
  readonly meaning: string;
  /** Names of its labels. Each has few values, never a user's id. */
  readonly labels: readonly string[];
}

/** Every metric. A log entry carries its values; monitoring/ makes time series of them. */
export const metrics = {
  retry: {
    kind: 'count',
    unit: '1',
    meaning: 'Retries of calls to a dependency.',
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
    meaning:
      'Times a circuit breaker opened: a process stopped calling a dependency for some seconds.',
    labels: ['dependency'],
  },
  breaker_closed: {
    kind: 'count',
    unit: '1',
    meaning: 'Times a circuit breaker closed: a process resumed calling a dependency.',
    labels: ['dependency'],
  },
  dead_letter: {
    kind: 'count',
    unit: '1',
    meaning: 'Work that failed permanently and became a dead letter.',
    labels: ['operation', 'reason'],
  },
  letters_open: {
    kind: 'count',
    unit: '1',
    meaning:
      'Dead letters that are open when maintenance runs: of users whose streak drifted, or of other work.',
    labels: ['kind'],
  },
  credentials_refused: {
    kind: 'count',
    unit: '1',
    meaning: 'Messages that a provider did not take because it refused our credentials.',
    labels: ['provider'],
  },
  users_due: {
    kind: 'count',
    unit: '1',
    meaning: 'Users found due by a run of maintenance.',
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
    meaning: 'Commits of maintenance refused because of a user’s own action or an existing event.',
    labels: [],
  },
  shard_duration: {
    kind: 'distribution',
    unit: 'ms',
    meaning: 'Time a worker took for one message.',
    labels: [],
  },
  lapse_lag: {
    kind: 'distribution',
    unit: 's',
    meaning: 'Time since the end of the day of the longest overdue user whom a worker judged.',
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
      'XP that did not count, because the user had reached the daily cap of the activity type.',
    labels: ['type'],
  },
  calendar_month: {
    kind: 'count',
    unit: '1',
    meaning:
      'Months requested in calendars: hit, in the user document or cached; miss; or stale_avoided, where the cached month was out of date.',
    labels: ['outcome'],
  },
  calendar_fill: {
    kind: 'distribution',
    unit: 'ms',
    meaning: 'Time taken to read months from the ledger and cache them.',
    labels: [],
  },
  message: {
    kind: 'count',
    unit: '1',
    meaning: 'Messages to users, by the status they reached.',
    labels: ['kind', 'channel', 'status'],
  },
  message_report: {
    kind: 'count',
    unit: '1',
    meaning: 'Reports on messages from providers and apps.',
    labels: ['kind', 'channel', 'report'],
  },
  messages_a_day: {
    kind: 'count',
    unit: '1',
    meaning: 'Messages of a day, by how they ended.',
    labels: ['kind', 'channel', 'end'],
  },
  share: {
    kind: 'count',
    unit: '1',
    meaning: 'Views, bot views, clicks and shares of cards.',
    labels: ['figure'],
  },
  delivery_rate: {
    kind: 'distribution',
    unit: '1',
    meaning: 'Share of a day’s messages that arrived.',
    labels: ['kind', 'channel'],
  },
} as const satisfies Record<string, Metric>;

/** The name of a metric. */
export type MetricName = keyof typeof metrics;

type LabelsOf<Name extends MetricName> = Readonly<
  Record<(typeof metrics)[Name]['labels'][number], string | number>
>;

/** A metric that has no labels, so that one entry can carry several. */
type Unlabelled = {
  [Name in MetricName]: (typeof metrics)[Name]['labels'] extends readonly [] ? Name : never;
}[MetricName];

/** Fields of a log entry that carry a value of a metric: the entry that tells a fact counts it too. */
export function measure<Name extends MetricName>(
  name: Name,
  value: number,
  labels: LabelsOf<Name>,
): Fields {
  return { metrics: { [name]: value }, labels };
}

/** Fields of a log entry that carry values of several metrics. */
export function measureAll(values: Readonly<Partial<Record<Unlabelled, number>>>): Fields {
  return { metrics: values };
}

/** Records a value of a metric that no other entry tells. */
export function metric<Name extends MetricName>(
  name: Name,
  value: number,
  context: LogContext,
  labels: LabelsOf<Name>,
): void {
  log.info('metric', context, measure(name, value, labels));
}
