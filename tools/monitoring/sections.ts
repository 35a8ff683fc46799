import { type MetricName, metrics } from '../../functions/src/platform/metric';
import { cloudMetrics } from './cloudMetrics';
import { ourMetrics } from './promql';
import { PERIOD, serviceLevels } from './serviceLevels';
import { type Tile, metricTileOf } from './tile';

/** Charts that belong together. */
export interface Section {
  readonly title: string;
  readonly tiles: readonly Tile[];
}

/** Where each metric is shown; one that is not listed here comes last. */
const placed = {
  Maintenance: [
    'users_due',
    'users_judged',
    'lapse_lag',
    'shard_duration',
    'commit_conflict',
    'users_given_up',
  ],
  Correctness: ['streak_drift', 'letters_open', 'dead_letter', 'xp_capped'],
  Dependencies: ['retry', 'retried_call', 'breaker_opened', 'breaker_closed', 'slow_rpc'],
  Calendars: ['calendar_month', 'calendar_fill'],
  'Personal data': ['users_expired'],
  Messages: ['credentials_refused', 'message', 'message_report', 'messages_a_day', 'delivery_rate'],
} as const satisfies Record<string, readonly MetricName[]>;

/** The dashboard, from top to bottom. Every metric of the table is on it. @param prefix of the functions */
export function sections(prefix: string): Section[] {
  const { sumOf } = ourMetrics(prefix);
  const { callLatency, callsOf, failedRuns, oldestEvent, requestsOf, taskDelay, waitingEvents } =
    cloudMetrics(prefix);
  const five = { over: '5m' };
  const metricTile = metricTileOf(prefix);
  const conflictShare: Tile = {
    title: 'Conflicts per user judged',
    unit: '10^2.%',
    plotType: 'LINE',
    series: [
      {
        query: `${sumOf('commit_conflict', { over: '1h' })} / ${sumOf('users_judged', { over: '1h' })}`,
        legend: '',
      },
    ],
  };

  const retrySuccess: Tile = {
    title: 'Share of retried calls that succeeded',
    unit: '10^2.%',
    plotType: 'LINE',
    series: [
      {
        query: [
          sumOf('retried_call', {
            over: '1h',
            by: ['dependency'],
            where: { outcome: ['success'] },
          }),
          sumOf('retried_call', { over: '1h', by: ['dependency'] }),
        ].join(' / '),
        legend: '{{dependency}}',
      },
    ],
  };

  const callables: readonly Tile[] = [
    line('Calls', '1', callsOf(five), '{{service_name}}'),
    line(
      'Share of calls that failed (5xx)',
      '10^2.%',
      `${callsOf(five, ['5xx'])} / ${callsOf(five)}`,
      '{{service_name}}',
    ),
    line('Latency of calls, median', 'ms', callLatency(0.5, five), '{{service_name}}'),
    line('Latency of calls, p95', 'ms', callLatency(0.95, five), '{{service_name}}'),
  ];

  const queues: readonly Tile[] = [
    line('Age of the oldest waiting event', 's', oldestEvent(), '{{subscription_id}}'),
    line('Waiting events', '1', waitingEvents(), '{{subscription_id}}'),
    line('Delay of tasks, p95', 'ms', taskDelay(0.95, five), '{{queue_id}}'),
    line(
      'Share of requests to pages and tasks that failed (5xx)',
      '10^2.%',
      `${requestsOf(five, ['5xx'])} / ${requestsOf(five)}`,
      '{{service_name}}',
    ),
    line('Failed runs of schedules', '1', failedRuns({ over: '15m' }), '{{job_id}}'),
  ];

  const levels = serviceLevels(prefix).flatMap(({ name, objective, badShare, good }) => [
    line(`${name}: ${good}`, '10^2.%', `1 - (${badShare('1h')})`, 'last hour'),
    line(
      `${name}: error budget of ${PERIOD} that is left (objective ${objective * 100} %)`,
      '10^2.%',
      `1 - (${badShare(PERIOD)}) / ${Number((1 - objective).toFixed(4))}`,
      '',
    ),
  ]);

  const elsewhere = new Set<string>(Object.values(placed).flat());
  const names = Object.keys(metrics) as MetricName[];
  const others = names.filter((name) => !elsewhere.has(name));
  const all: Section[] = [
    { title: 'Service levels', tiles: levels },
    { title: 'Maintenance', tiles: [...placed.Maintenance.map(metricTile), conflictShare] },
    { title: 'Correctness', tiles: placed.Correctness.map(metricTile) },
    { title: 'Callables', tiles: callables },
    { title: 'Events and schedules', tiles: queues },
    { title: 'Dependencies', tiles: [...placed.Dependencies.map(metricTile), retrySuccess] },
    { title: 'Calendars', tiles: placed.Calendars.map(metricTile) },
    { title: 'Messages', tiles: placed.Messages.map(metricTile) },
    { title: 'Personal data', tiles: placed['Personal data'].map(metricTile) },
    { title: 'More', tiles: others.map(metricTile) },
  ];
  return all.filter(({ tiles }) => tiles.length > 0);
}

function line(title: string, unit: string, query: string, legend: string): Tile {
  return { title, unit, plotType: 'LINE', series: [{ query, legend }] };
}
