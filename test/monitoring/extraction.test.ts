import { logger } from 'firebase-functions';
import { type MetricName, metric, metrics } from '../../functions/src/platform/metric';
import { logMetric } from '../../tools/monitoring/logMetric';

/** The log entry that a value of a metric makes, as Cloud Logging keeps it. */
function entryOf(name: MetricName, value: number, labels: Record<string, string>): object {
  const info = jest.spyOn(logger, 'info').mockImplementation();
  const record = metric as (...args: [MetricName, number, object, object]) => void;
  record(name, value, { operation: 'test', correlationId: 'test' }, labels);
  const call: readonly unknown[] = info.mock.lastCall ?? [];
  const [message, fields] = call;
  info.mockRestore();
  return {
    resource: { type: 'cloud_run_revision', labels: { service_name: 'logactivity' } },
    jsonPayload: { message, ...(fields as object) },
  };
}

/** What `EXTRACT(a.b)` finds in an entry. */
function extract(extractor: string, entry: object): unknown {
  const path = /^EXTRACT\((.+)\)$/.exec(extractor)?.[1] ?? '';
  return path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], entry);
}

test.each(Object.keys(metrics) as MetricName[])(
  '%s: its log entries pass the filter and give value and labels',
  (name) => {
    const labels = Object.fromEntries(metrics[name].labels.map((label) => [label, `a ${label}`]));
    const entry = entryOf(name, 7, labels);
    const { filter, valueExtractor, labelExtractors } = logMetric(name, '');
    for (const condition of filter.split(' AND ')) {
      const [, path = '', operator, value = ''] =
        /^([\w.]+)(=~|=|:)(".+"|\*)$/.exec(condition) ?? [];
      const found = extract(`EXTRACT(${path})`, entry);
      if (operator === ':') expect(found).toBeDefined();
      else if (operator === '=') expect(JSON.stringify(found)).toBe(value);
      else expect(found).toMatch(new RegExp(JSON.parse(value) as string));
    }
    expect(extract(valueExtractor, entry)).toBe(7);
    const extracted = Object.entries(labelExtractors).map(([label, extractor]) => [
      label,
      extract(extractor, entry),
    ]);
    expect(Object.fromEntries(extracted)).toEqual(labels);
  },
);
