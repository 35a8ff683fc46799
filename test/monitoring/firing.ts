import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MetricName, metrics } from '../../functions/src/platform/metric';
import { alertsOf } from '../../tools/monitoring/alerts';
import { boundsOf, logMetricName } from '../../tools/monitoring/logMetric';
import { programPath } from '../support/programPath';

/** A value for each minute of a time series. */
type ByMinute = (minute: number) => number;

/** Time series by their selectors, as PromQL writes them. */
export type Series = Readonly<Record<string, ByMinute>>;

type Labels = Readonly<Record<string, string>>;

const ofFunctions = { monitored_resource: 'cloud_run_revision' };

function selector(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${pairs.join(', ')}}`;
}

/** The sum of what came in each minute until then: counters begin at 0, as Monitoring reads deltas. */
function summed(each: ByMinute): ByMinute {
  const sums: number[] = [];
  return (minute) => {
    for (let at = sums.length; at <= minute; at += 1) sums.push((sums[at - 1] ?? 0) + each(at));
    return sums[minute] ?? 0;
  };
}

/** The series of a counter of Google Cloud that grows by so much in each minute. */
export function counter(name: string, labels: Labels, each: ByMinute): Series {
  return { [selector(name, labels)]: summed(each) };
}

/** The series of a gauge. */
export function gauge(name: string, labels: Labels, each: ByMinute): Series {
  return { [selector(name, labels)]: each };
}

/** The series of a distribution of Google Cloud: in each minute so many values, all of one size. */
export function distribution(
  name: string,
  labels: Labels,
  each: (minute: number) => { readonly count: number; readonly value: number },
  bounds: readonly number[],
): Series {
  const below = (bound: number) =>
    summed((minute) => (each(minute).value <= bound ? each(minute).count : 0));
  return {
    ...Object.fromEntries(
      [...bounds, Infinity].map((bound) => [
        selector(`${name}_bucket`, { ...labels, le: bound === Infinity ? '+Inf' : String(bound) }),
        below(bound),
      ]),
    ),
    [selector(`${name}_sum`, labels)]: summed((minute) => each(minute).count * each(minute).value),
    [selector(`${name}_count`, labels)]: summed((minute) => each(minute).count),
  };
}

/** The series of a metric of ours: in each minute so many entries, all of one value. */
export function ours(
  name: MetricName,
  labels: Labels,
  each: (minute: number) => { readonly count: number; readonly value: number },
): Series {
  const series = `logging_googleapis_com:user_${logMetricName(name, '')}`;
  return distribution(series, { ...ofFunctions, ...labels }, each, boundsOf[metrics[name].unit]);
}

/** Requests to a function of Cloud Run, by what they came to. */
export function requests(service: string, status: '2xx' | '4xx' | '5xx', each: ByMinute): Series {
  const labels = { ...ofFunctions, service_name: service, response_code_class: status };
  return counter('run_googleapis_com:request_count', labels, each);
}

/** All the series of several. */
export function together(...each: readonly Series[]): Series {
  return Object.assign({}, ...each) as Series;
}

/**
 * The minutes at which an alert is open, evaluated by Prometheus' own code.
 *
 * @param at the minutes to look at
 * @param step minutes from one value to the next, and from one evaluation to the next
 */
export function openAt(alert: string, series: Series, at: readonly number[], step = 1): number[] {
  const found = alertsOf('').find(({ name }) => name === alert);
  if (!found) throw new Error(`There is no alert ${alert}.`);
  const last = Math.max(...at);
  const minutes = Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
  const { query, forSeconds = 0 } = found;
  const rule = { alert: 'it', expr: query, for: `${forSeconds}s` };
  const tests = {
    rule_files: ['rules.yml'],
    evaluation_interval: `${step}m`,
    tests: [
      {
        interval: `${step}m`,
        input_series: Object.entries(series).map(([name, each]) => ({
          series: name,
          values: minutes.map(each).join(' '),
        })),
        // Expected to be open at no time: what is open comes back as a failure that names the minute.
        promql_expr_test: at.map((minute) => ({
          expr: `count(ALERTS{alertname="it", alertstate="firing"}) > bool 0`,
          eval_time: `${minute}m`,
          exp_samples: [],
        })),
      },
    ],
  };
  const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
  try {
    writeFileSync(
      join(folder, 'rules.yml'),
      JSON.stringify({ groups: [{ name: 'all', rules: [rule] }] }),
    );
    writeFileSync(join(folder, 'tests.yml'), JSON.stringify(tests));
    execFileSync(programPath('promtool') ?? 'promtool', ['test', 'rules', 'tests.yml'], {
      cwd: folder,
      stdio: 'pipe',
      encoding: 'utf8',
    });
    return [];
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const text = `${stdout}${stderr}`;
    const times = [...text.matchAll(/, time: (\w+),\s+exp: nil\s+got: \{\} 1E\+00/g)];
    if (times.length === 0) throw new Error(text, { cause: error });
    return times.map(([, time = '']) => minuteOf(time));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `1h5m0s` or `1d` as Prometheus writes it, in minutes. */
function minuteOf(time: string): number {
  const part = (unit: string) => Number(new RegExp(`(\\d+)${unit}(?!s)`).exec(time)?.[1] ?? 0);
  return (part('w') * 7 + part('d')) * 1440 + part('h') * 60 + part('m');
}
