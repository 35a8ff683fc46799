import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../functions/src/edge/rows';
import { functions } from '../../functions/src/functions';
import { metrics } from '../../functions/src/platform/metric';
import { anchorOf } from '../../tools/monitoring/alertPolicy';
import { alertsOf } from '../../tools/monitoring/alerts';
import { shippedFiles } from './shippedFiles';

const alerts = alertsOf('');
const root = join(__dirname, '../..');
const runbook = readFileSync(join(root, 'docs/operations.md'), 'utf8');

const sections = (runbook.split(/^## Alerts$/m)[1] ?? '')
  .split(/^### /m)
  .slice(1)
  .map((section) => [section.split('\n')[0] ?? '', section] as const);

test('each alert has a section, and each section an alert', () => {
  expect(sections.map(([name]) => name).sort()).toEqual(alerts.map(({ name }) => name).sort());
});

test.each(sections)('%s: where to look, what to do, when to ignore it', (_, section) => {
  const parts = [...section.matchAll(/^- \*\*(\w+)\*\*/gm)].map(([, part]) => part);
  expect(parts).toEqual(['Look', 'Do', 'Ignore']);
});

test.each(alerts)('$name: the alert leads to its section', (alert) => {
  const text = shippedFiles().get(`alerts/${anchorOf(alert)}.json`);
  expect(text).toContain(`docs/operations.md#${anchorOf(alert)}"`);
});

/** What queries of the runbook ask for, by a pattern with one group. */
function asked(pattern: RegExp): string[] {
  return [...new Set([...runbook.matchAll(pattern)].map(([, value]) => value ?? ''))];
}

test.each(asked(/jsonPayload\.metrics\.(\w+)/g))('the metric %s that it asks for exists', (name) => {
  expect(Object.keys(metrics)).toContain(name);
});

test.each(asked(/jsonPayload\.message="(\w+)"/g))('the entry %s that it asks for is logged', (message) => {
  const source = join(root, 'functions/src');
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => path.endsWith('.ts'));
  const logs = (path: string) => readFileSync(join(source, path), 'utf8').includes(`'${message}',`);
  const rows = Object.values<Row>(functions).filter((row) => 'logs' in row && row.logs === message);
  expect([...files.filter(logs), ...rows]).not.toEqual([]);
});
