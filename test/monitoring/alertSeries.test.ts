import { alertsOf } from '../../tools/monitoring/alerts';
import {
  counter,
  distribution,
  gauge,
  openAt,
  ours,
  requests,
  type Series,
  together,
} from './firing';

/** What one incident looks like in the metrics, and when the alert about it is to be open. */
interface Case {
  readonly what: string;
  readonly series: Series;
  /** The minutes that are looked at, and among them those at which it must be open. */
  readonly at: readonly number[];
  readonly open: readonly number[];
  readonly step?: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

const during = (from: number, to: number) => (minute: number) => minute >= from && minute < to;
const one = (is: boolean, value = 1) => ({ count: is ? 1 : 0, value });
const every =
  (interval: number, offset = 0) =>
  (minute: number) =>
    minute % interval === offset;

/** Runs of maintenance, each of which says something. */
const runs = every(15, 7);

const breaker = (isOpening: (minute: number) => boolean) =>
  ours('breaker_opened', { dependency: 'firestore' }, (minute) => one(isOpening(minute)));

const retriedCalls = (outcome: 'success' | 'failure', each: (minute: number) => number) =>
  ours('retried_call', { dependency: 'firestore', outcome }, (minute) => ({
    count: each(minute),
    value: 1,
  }));

const letters = (kind: 'drift' | 'work', open: (minute: number) => number) =>
  ours('letters_open', { kind }, (minute) => ({
    count: runs(minute) ? 1 : 0,
    value: open(minute),
  }));

const latency = (service: string, each: (minute: number) => { count: number; value: number }) =>
  together(
    distribution(
      'run_googleapis_com:request_latencies',
      {
        monitored_resource: 'cloud_run_revision',
        service_name: service,
        response_code_class: '2xx',
      },
      each,
      [100, 500, 1_000, 2_000, 4_000, 8_000, 60_000],
    ),
    requests(service, '2xx', (minute) => each(minute).count),
  );

const taskDelays = (each: (minute: number) => { count: number; value: number }) =>
  distribution(
    'cloudtasks_googleapis_com:queue_task_attempt_delays',
    { monitored_resource: 'cloud_tasks_queue', queue_id: 'deliverNotification' },
    each,
    [1_000, 60_000, 600_000, 900_000, 1_800_000, 3_600_000],
  );

const messages = (status: 'sent' | 'failed', each: (minute: number) => number) =>
  ours('message', { channel: 'email', kind: 'milestone', status }, (minute) => ({
    count: each(minute),
    value: 1,
  }));

const cases: Readonly<Record<string, readonly Case[]>> = {
  'Users are judged late': [
    {
      what: 'a lag of 40 minutes for half an hour, and long after it',
      series: ours('lapse_lag', {}, (minute) =>
        one(runs(minute), during(60, 90)(minute) ? 2_400 : 420),
      ),
      at: [50, 70, 90, 150],
      open: [70, 90],
    },
    {
      what: 'a lag of 25 minutes, just short of it',
      series: ours('lapse_lag', {}, (minute) => one(runs(minute), 1_500)),
      at: [60, 120],
      open: [],
    },
    { what: 'nobody is due', series: {}, at: [60], open: [] },
  ],
  'Maintenance does not run': [
    {
      what: 'no run for three hours, and long after they began again',
      series: ours('users_due', {}, (minute) => one(runs(minute) && !during(60, 240)(minute), 5)),
      at: [90, 120, 200, 300],
      open: [120, 200],
    },
    {
      what: 'two runs are left out, just short of it',
      series: ours('users_due', {}, (minute) => one(runs(minute) && !during(60, 90)(minute), 5)),
      at: [75, 90, 96, 150],
      open: [],
    },
    {
      what: 'a quiet project, where nobody is due',
      series: ours('users_due', {}, (minute) => one(runs(minute), 0)),
      at: [60, 120],
      open: [],
    },
  ],
  'A schedule does not run': [
    {
      what: 'the audit is paused on the third day, and goes on on the seventh',
      series: requests('auditstreaks', '2xx', (minute) =>
        every(DAY, 120)(minute) && !during(3 * DAY, 7 * DAY)(minute) ? 1 : 0,
      ),
      at: [2 * DAY, 3 * DAY, 3.5 * DAY, 5 * DAY, 7.5 * DAY, 9 * DAY],
      open: [3.5 * DAY, 5 * DAY],
      step: 60,
    },
    {
      what: 'the reminders fail for two hours',
      series: together(
        requests('schedulereminders', '2xx', (minute) =>
          every(15, 0)(minute) && !during(5 * HOUR, 7 * HOUR)(minute) ? 1 : 0,
        ),
        requests('schedulereminders', '5xx', (minute) =>
          every(15, 0)(minute) && during(5 * HOUR, 7 * HOUR)(minute) ? 4 : 0,
        ),
      ),
      at: [4 * HOUR, 5.25 * HOUR, 6.5 * HOUR, 9 * HOUR],
      open: [6.5 * HOUR],
      step: 15,
    },
    {
      what: 'the weekly one runs once a week',
      series: requests('scheduleinsights', '2xx', (minute) =>
        every(7 * DAY, 120)(minute) ? 1 : 0,
      ),
      at: [DAY, 6 * DAY, 13 * DAY, 20 * DAY],
      open: [],
      step: 60,
    },
    {
      what: 'the weekly one is paused in the second week',
      series: requests('scheduleinsights', '2xx', (minute) => (minute === 120 ? 1 : 0)),
      at: [7 * DAY, 9 * DAY],
      open: [9 * DAY],
      step: 60,
    },
    { what: 'features that are not deployed', series: {}, at: [DAY, 10 * DAY], open: [], step: 60 },
  ],
  'Streaks differ from their ledgers': [
    {
      what: 'a user drifts and is repaired six hours later',
      series: letters('drift', (minute) => (during(60, 7 * HOUR)(minute) ? 1 : 0)),
      at: [50, 70, 3 * HOUR, 6.5 * HOUR, 8 * HOUR],
      open: [70, 3 * HOUR, 6.5 * HOUR],
    },
    { what: 'other work was given up', series: letters('work', () => 3), at: [60, 120], open: [] },
  ],
  'Work was given up': [
    {
      what: 'one letter that is replayed two days later',
      series: letters('work', (minute) => (during(60, 2 * DAY)(minute) ? 1 : 0)),
      at: [50, 70, DAY, 2 * DAY - 5, 2 * DAY + 30],
      open: [70, DAY, 2 * DAY - 5],
    },
    { what: 'no letter', series: letters('work', () => 0), at: [60, 120], open: [] },
  ],
  'A dependency keeps failing': [
    {
      what: 'down for half an hour, and long after it',
      series: breaker(during(60, 90)),
      at: [61, 65, 75, 89, 95, 120],
      open: [75, 89],
    },
    {
      what: 'down for two minutes, at whatever minute',
      series: breaker(during(60, 62)),
      at: Array.from({ length: 25 }, (_, index) => 58 + index),
      open: [],
    },
    {
      what: 'down all day where only maintenance calls it',
      series: retriedCalls('failure', (minute) => (minute >= 60 && runs(minute) ? 1 : 0)),
      at: [50, 75, 3 * HOUR, 10 * HOUR],
      open: [3 * HOUR, 10 * HOUR],
    },
    {
      what: 'a busy project, in which a few calls fail and most retries help',
      series: together(
        retriedCalls('failure', (minute) => (every(7)(minute) ? 1 : 0)),
        retriedCalls('success', () => 3),
      ),
      at: [60, 120, 240],
      open: [],
    },
  ],
  'Credentials are refused': [
    {
      what: 'the key of the mail provider is revoked where two mails an hour are sent',
      series: ours('credentials_refused', { provider: 'sendgrid' }, (minute) =>
        one(minute >= 60 && every(30)(minute)),
      ),
      at: [50, 70, 125, 300],
      open: [125, 300],
    },
    {
      what: 'one refusal',
      series: ours('credentials_refused', { provider: 'sendgrid' }, (minute) => one(minute === 60)),
      at: [61, 90, 150],
      open: [],
    },
    {
      what: 'long after the key was changed',
      series: ours('credentials_refused', { provider: 'apns' }, (minute) =>
        one(during(60, 90)(minute)),
      ),
      at: [70, 200],
      open: [70],
    },
  ],
  'Retries do not help': [
    {
      what: 'two of three retried calls fail for twenty minutes, and long after it',
      series: together(
        retriedCalls('failure', (minute) => (during(60, 80)(minute) ? 4 : 0)),
        retriedCalls('success', (minute) => (during(60, 80)(minute) ? 2 : 0)),
      ),
      at: [50, 75, 120],
      open: [75],
    },
    {
      what: 'a third of them fails',
      series: together(
        retriedCalls('failure', () => 2),
        retriedCalls('success', () => 4),
      ),
      at: [60, 120],
      open: [],
    },
    {
      what: 'a few calls at night',
      series: retriedCalls('failure', (minute) => (every(5)(minute) ? 1 : 0)),
      at: [60, 120],
      open: [],
    },
  ],
  'A schedule fails': [
    {
      what: 'a run and its retries fail, and long after it',
      series: counter(
        'logging_googleapis_com:log_entry_count',
        {
          monitored_resource: 'cloud_scheduler_job',
          severity: 'ERROR',
          job_id: 'firebase-schedule-auditStreaks-us-central1',
        },
        (minute) => (during(60, 64)(minute) ? 1 : 0),
      ),
      at: [50, 65, 120],
      open: [65],
    },
    {
      what: 'a run fails and its retry succeeds',
      series: counter(
        'logging_googleapis_com:log_entry_count',
        {
          monitored_resource: 'cloud_scheduler_job',
          severity: 'ERROR',
          job_id: 'firebase-schedule-auditStreaks-us-central1',
        },
        (minute) => (minute === 60 ? 1 : 0),
      ),
      at: [61, 75, 95],
      open: [],
    },
  ],
  'Callables fail': [
    {
      what: 'a twentieth of the calls of a busy callable for ten minutes, and long after it',
      series: together(
        requests('logactivity', '2xx', () => 95),
        requests('logactivity', '5xx', (minute) => (during(60, 70)(minute) ? 5 : 0)),
      ),
      at: [50, 66, 90, 300],
      open: [66],
    },
    {
      what: 'one in a hundred',
      series: together(
        requests('logactivity', '2xx', () => 99),
        requests('logactivity', '5xx', () => 1),
      ),
      at: [60, 300],
      open: [],
    },
    {
      what: 'one that is called twice an hour and always fails',
      series: requests('exportmydata', '5xx', (minute) =>
        minute >= 60 && every(30)(minute) ? 1 : 0,
      ),
      at: [50, 65, 180, 400],
      open: [180, 400],
    },
    {
      what: 'one failure at night',
      series: together(
        requests('exportmydata', '5xx', (minute) => (minute === 90 ? 1 : 0)),
        requests('exportmydata', '2xx', (minute) => (every(60)(minute) ? 1 : 0)),
      ),
      at: [91, 120, 300],
      open: [],
    },
    {
      what: 'streams end with errors, although their status is 200',
      series: together(
        requests('followchallenge', '2xx', () => 2),
        counter(
          'logging_googleapis_com:log_entry_count',
          {
            monitored_resource: 'cloud_run_revision',
            severity: 'ERROR',
            service_name: 'followchallenge',
          },
          (minute) => (during(60, 75)(minute) ? 1 : 0),
        ),
      ),
      at: [50, 70, 100],
      open: [70],
    },
  ],
  'Pages and tasks fail': [
    {
      what: 'reports of the mail provider are answered with 500 for half an hour',
      series: together(
        requests('sendgridevents', '2xx', (minute) => (during(60, 90)(minute) ? 0 : 4)),
        requests('sendgridevents', '5xx', (minute) => (during(60, 90)(minute) ? 4 : 0)),
      ),
      at: [50, 80, 200],
      open: [80],
    },
    {
      what: 'an erasure fails at each of its attempts, one an hour',
      series: requests('finisherasure', '5xx', (minute) =>
        minute >= 60 && every(55)(minute) ? 1 : 0,
      ),
      at: [50, 70, 300],
      open: [300],
    },
    {
      what: 'a task that is tried again succeeds',
      series: together(
        requests('delivernotification', '5xx', (minute) => (every(20)(minute) ? 1 : 0)),
        requests('delivernotification', '2xx', () => 3),
      ),
      at: [60, 300],
      open: [],
    },
  ],
  'Callables are slow': [
    {
      what: 'three seconds for half an hour, and long after it',
      series: latency('getstreak', (minute) => ({
        count: 30,
        value: during(60, 90)(minute) ? 3_000 : 80,
      })),
      at: [50, 66, 80, 89, 100, 150],
      open: [80, 89],
    },
    {
      what: 'a burst of two minutes',
      series: latency('getstreak', (minute) => ({
        count: during(60, 62)(minute) ? 500 : 30,
        value: during(60, 62)(minute) ? 5_000 : 80,
      })),
      at: Array.from({ length: 20 }, (_, index) => 58 + index),
      open: [],
    },
    {
      what: 'twelve streams, which last 55 seconds by design',
      series: latency('followchallenge', () => ({ count: 12, value: 55_000 })),
      at: [60, 120],
      open: [],
    },
    {
      what: 'a few slow calls in a quiet project',
      series: latency('getstreak', () => ({ count: 1, value: 5_000 })),
      at: [60, 120],
      open: [],
    },
  ],
  'Events wait': [
    {
      what: 'the oldest waits for an hour, and long after it',
      series: gauge(
        'pubsub_googleapis_com:subscription_oldest_unacked_message_age',
        {
          monitored_resource: 'pubsub_subscription',
          subscription_id: 'eventarc-us-central1-maintainshard-123456-sub-789',
        },
        (minute) => (during(60, 120)(minute) ? (minute - 60) * 60 : 2),
      ),
      at: [50, 70, 85, 119, 140],
      open: [85, 119],
    },
  ],
  'Tasks wait': [
    {
      what: 'tasks are an hour late for an hour, and long after it',
      series: taskDelays((minute) => ({
        count: 2,
        value: during(60, 120)(minute) ? 3_600_000 : 500,
      })),
      at: [50, 65, 95, 119, 160],
      open: [95, 119],
    },
    {
      what: 'a burst that is five minutes late',
      series: taskDelays((minute) => ({
        count: 20,
        value: during(60, 65)(minute) ? 300_000 : 500,
      })),
      at: [62, 70, 90],
      open: [],
    },
  ],
  'A quota is used up': [
    {
      what: 'for ten minutes, and long after it',
      series: gauge(
        'serviceruntime_googleapis_com:quota_exceeded',
        {
          monitored_resource: 'consumer_quota',
          service: 'fcm.googleapis.com',
          quota_metric: 'fcm.googleapis.com/send_requests',
        },
        (minute) => (during(60, 70)(minute) ? 1 : 0),
      ),
      at: [50, 65, 80],
      open: [65],
    },
  ],
  'Reads have multiplied': [
    {
      what: 'ten times as many as yesterday, from noon of the second day on',
      series: counter(
        'firestore_googleapis_com:document_read_count',
        { monitored_resource: 'firestore_instance', type: 'QUERY' },
        (minute) => (during(DAY + 720, DAY + 840)(minute) ? 40_000 : 4_000),
      ),
      at: [DAY, DAY + 720, DAY + 800, DAY + 960],
      open: [DAY + 800],
    },
    {
      what: 'a small project that has ten times as many',
      series: counter(
        'firestore_googleapis_com:document_read_count',
        { monitored_resource: 'firestore_instance', type: 'QUERY' },
        (minute) => (minute >= DAY ? 1_000 : 100),
      ),
      at: [DAY + 60, DAY + 600],
      open: [],
    },
  ],
  'Commits keep conflicting': [
    {
      what: 'a third of them for an hour, and long after it',
      series: together(
        ours('commit_conflict', {}, (minute) => one(during(60, 120)(minute), 30)),
        ours('users_judged', {}, () => one(true, 100)),
      ),
      at: [50, 100, 120, 240],
      open: [100, 120],
    },
    {
      what: 'one in a hundred',
      series: together(
        ours('commit_conflict', {}, () => one(true, 1)),
        ours('users_judged', {}, () => one(true, 100)),
      ),
      at: [120, 240],
      open: [],
    },
  ],
  'Firestore reads are slow': [
    {
      what: 'two seconds for an hour, and long after it',
      series: ours('slow_rpc', { method: 'query' }, (minute) => ({
        count: 3,
        value: during(60, 120)(minute) ? 2_000 : 150,
      })),
      at: [50, 75, 100, 119, 150],
      open: [100, 119],
    },
    {
      what: 'a burst of two minutes',
      series: ours('slow_rpc', { method: 'query' }, (minute) => ({
        count: during(60, 62)(minute) ? 100 : 3,
        value: during(60, 62)(minute) ? 5_000 : 150,
      })),
      at: Array.from({ length: 18 }, (_, index) => 58 + 2 * index),
      open: [],
    },
  ],
  'Messages fail': [
    {
      what: 'half of the mail for an hour, and long after it',
      series: together(
        messages('sent', () => 2),
        messages('failed', (minute) => (during(60, 120)(minute) ? 2 : 0)),
      ),
      at: [50, 90, 120, 200],
      open: [90, 120],
    },
    {
      what: 'some addresses bounce',
      series: together(
        messages('sent', () => 2),
        messages('failed', (minute) => (every(20)(minute) ? 1 : 0)),
      ),
      at: [120, 240],
      open: [],
    },
  ],
  'Availability is at risk': [
    {
      what: 'one call in fifty fails for an hour and a half, and long after it',
      series: together(
        requests('logactivity', '2xx', () => 98),
        requests('logactivity', '5xx', (minute) => (during(400, 490)(minute) ? 2 : 0)),
      ),
      at: [390, 410, 460, 489, 520, 700],
      open: [460, 489],
    },
    {
      what: 'one call in a hundred fails all day, below what any other alert sees',
      series: together(
        requests('logactivity', '2xx', () => 99),
        requests('logactivity', '5xx', (minute) => (minute >= 60 ? 1 : 0)),
      ),
      at: [50, 300, 480],
      open: [300, 480],
    },
    {
      what: 'one call in a thousand, which is the objective',
      series: together(
        requests('logactivity', '2xx', () => 999),
        requests('logactivity', '5xx', () => 1),
      ),
      at: [120, 480],
      open: [],
    },
    {
      what: 'a quiet project, in which two calls of ten an hour fail',
      series: together(
        requests('getstreak', '2xx', (minute) => (every(8)(minute) ? 1 : 0)),
        requests('getstreak', '5xx', (minute) => (every(30)(minute) ? 1 : 0)),
      ),
      at: [120, 480],
      open: [],
    },
  ],
  'Latency is at risk': [
    {
      what: 'a second and a half for two hours, and long after it',
      series: latency('getstreak', (minute) => ({
        count: 10,
        value: during(400, 520)(minute) ? 1_500 : 80,
      })),
      at: [390, 420, 470, 519, 590, 800],
      open: [470, 519],
    },
    {
      what: 'half a second all day',
      series: latency('getstreak', () => ({ count: 10, value: 450 })),
      at: [120, 480],
      open: [],
    },
    {
      what: 'a quiet project, in which three calls an hour are slow',
      series: latency('getstreak', (minute) => ({
        count: every(20)(minute) ? 1 : 0,
        value: 5_000,
      })),
      at: [120, 480],
      open: [],
    },
  ],
  'Freshness is at risk': [
    {
      what: 'an hour in which every second round is an hour late, and long after it',
      series: ours('lapse_lag', {}, (minute) =>
        one(runs(minute), during(400, 470)(minute) && every(30, 7)(minute) ? 3_600 : 420),
      ),
      at: [390, 440, 460, 600, 900],
      open: [440, 460],
    },
    {
      what: 'a busy project, in which one round in two hundred is late',
      series: ours('lapse_lag', {}, (minute) => one(true, every(200)(minute) ? 3_600 : 420)),
      at: [120, 480],
      open: [],
    },
    { what: 'nobody is due', series: {}, at: [120, 480], open: [] },
  ],
  'Delivery is at risk': [
    {
      what: 'two thirds of the mail fail for an hour, and long after it',
      series: together(
        messages('sent', (minute) => (during(400, 460)(minute) ? 1 : 3)),
        messages('failed', (minute) => (during(400, 460)(minute) ? 2 : 0)),
      ),
      at: [390, 450, 700],
      open: [450],
    },
    {
      what: 'some addresses bounce',
      series: together(
        messages('sent', () => 10),
        messages('failed', (minute) => (every(5)(minute) ? 1 : 0)),
      ),
      at: [120, 480],
      open: [],
    },
  ],
};

const all = Object.entries(cases).flatMap(([alert, each]) =>
  each.map((tried) => ({ alert, ...tried })),
);

test.each(all)('$alert: $what', ({ alert, series, at, open, step }) => {
  expect(openAt(alert, series, at, step)).toEqual(open);
});

test('every alert is tried', () => {
  expect(Object.keys(cases).sort()).toEqual(
    alertsOf('')
      .map(({ name }) => name)
      .sort(),
  );
});

test('what is no query is noticed', () => {
  expect(() => openAt('No such alert', {}, [1])).toThrow('There is no alert');
});
