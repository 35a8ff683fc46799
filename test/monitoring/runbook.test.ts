import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../functions/src/edge/rows';
import { functions } from '../../functions/src/functions';
import { metrics } from '../../functions/src/platform/metric';
import { anchorOf } from '../../tools/monitoring/alertPolicy';
import { alertsOf } from '../../tools/monitoring/alerts';
import { alertSections, inNotification, MAX_BYTES } from '../../tools/monitoring/runbook';
import { serviceLevels } from '../../tools/monitoring/serviceLevels';
import { shippedFiles } from './shippedFiles';

const alerts = alertsOf('');
const root = join(__dirname, '../..');
const runbook = readFileSync(join(root, 'docs/runbook.md'), 'utf8');

const sections = [...alertSections()];

test('each alert has a section, and each section an alert', () => {
  expect(sections.map(([name]) => name).sort()).toEqual(alerts.map(({ name }) => name).sort());
});

test.each(sections)('%s: what a tired person needs, in that order', (_, section) => {
  const parts = [...section.matchAll(/^- \*\*(\w+)\*\*/gm)].map(([, part]) => part);
  expect(parts).toEqual(['Impact', 'Mitigate', 'Confirm', 'Escalate', 'Ignore']);
});

test.each(alerts)(
  '$name: its notification has the section, with links and commands as they run',
  (alert) => {
    const text = shippedFiles().get(`alerts/${anchorOf(alert)}.json`) ?? '';
    const { documentation } = JSON.parse(text) as { documentation: { content: string } };
    const { content } = documentation;
    expect(Buffer.byteLength(content)).toBeLessThan(MAX_BYTES);
    expect(content).toContain('**Mitigate**');
    expect(content).not.toMatch(/\]\((?!https:)|\$PROJECT|PREFIX/);
    expect(content).not.toMatch(/`jsonPayload[^`]*`/);
    const links = [...content.matchAll(/\]\((https:[^)]*)\)/g)].map(([, link = '']) => link);
    for (const link of links) expect(() => new URL(link)).not.toThrow();
  },
);

test('a query in a notification opens the logs of its project, for the functions that are watched', () => {
  const text = 'See `jsonPayload.message="given_up"`, and\n`"$PROJECT"` of `${PREFIX}share`.';
  const link = (query: string) =>
    `https://console.cloud.google.com/logs/query;query=${query}?project=\${project}`;
  expect(inNotification(text, '')).toBe(
    `See [jsonPayload.message="given_up"](${link('jsonPayload.message%3D%22given_up%22')}), and\n\`\${project}\` of \`share\`.`,
  );
  expect(inNotification(text, 'kit-Reading-')).toContain(
    link(
      'jsonPayload.message%3D%22given_up%22%0Aresource.labels.service_name%3A%22kit-reading-%22',
    ),
  );
});

/** What queries of the runbook ask for, by a pattern with one group. */
function asked(pattern: RegExp): string[] {
  return [...new Set([...runbook.matchAll(pattern)].map(([, value]) => value ?? ''))];
}

test.each(asked(/jsonPayload\.metrics\.(\w+)/g))(
  'the metric %s that it asks for exists',
  (name) => {
    expect(Object.keys(metrics)).toContain(name);
  },
);

test.each(asked(/jsonPayload\.message="(\w+)"/g))(
  'the entry %s that it asks for is logged',
  (message) => {
    const source = join(root, 'functions/src');
    const paths = readdirSync(source, { recursive: true, encoding: 'utf8' });
    const files = paths.filter((path) => path.endsWith('.ts'));
    const logs = (path: string) =>
      readFileSync(join(source, path), 'utf8').includes(`'${message}',`);
    const rows = Object.values<Row>(functions).filter(
      (row) => 'logs' in row && row.logs === message,
    );
    expect([...files.filter(logs), ...rows]).not.toEqual([]);
  },
);

test('the page on operations has the service levels as they are', () => {
  const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (\w+) +\| ([\d.]+) % +\| ([^|]+)\|$/gm)];
  expect(rows.map(([, name, objective, good]) => [name, Number(objective), good?.trim()])).toEqual(
    serviceLevels('').map(({ name, objective, good }) => [name, objective * 100, good]),
  );
});
