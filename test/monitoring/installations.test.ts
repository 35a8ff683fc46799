import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSONValue } from 'proto3-json-serializer';
import { repository } from '../../local/suite/repository';
import { metrics } from '../../functions/src/platform/metric';
import {
  callableServices,
  eventSubscriptions,
  scheduleJobs,
  services,
} from '../../tools/monitoring/deployedNames';
import { monitoringFiles, writeMonitoring } from '../../tools/monitoring/monitoringFiles';
import { readOptions } from '../../tools/monitoring/options';
import { apply, copyOf, emptyProject } from './applied';
import { filesIn, monitoring } from './shippedFiles';

/** What the names of functions begin with, of installations that a project may have side by side. */
const prefixes = ['', 'kit-reading-', 'kit-reading-club-', 'kit-fit_ness-', 'Streaks-'];

/** Which of the installations a pattern takes something of, by names that each of them has. */
const takenBy = (pattern: string, nameIn: (prefix: string) => string) =>
  prefixes.filter((prefix) => new RegExp(`^(?:${pattern})$`).test(nameIn(prefix)));

/** As the Firebase CLI names the service of a function. */
const serviceOf = (id: string) => id.toLowerCase().replaceAll('_', '-');

describe.each(prefixes)('of functions named %s…', (prefix) => {
  const [metric = ''] = [...monitoringFiles(prefix)]
    .filter(([path]) => path.startsWith('metrics/'))
    .map(([, text]) => (JSON.parse(text) as { filter: string }).filter);

  test.each<[string, string, (prefix: string) => string]>([
    ['the entries', services(prefix), (of) => serviceOf(`${of}maintainShard`)],
    ['the calls', callableServices(prefix), (of) => serviceOf(`${of}logActivity`)],
    ['the runs', scheduleJobs(prefix), (of) => `firebase-schedule-${of}auditStreaks-europe-west1`],
    [
      'the messages',
      eventSubscriptions(prefix),
      (of) => `eventarc-europe-west1-${serviceOf(`${of}maintainShard`)}-123456-sub-789`,
    ],
    [
      'the changes of documents',
      eventSubscriptions(prefix),
      (of) => `eventarc-nam5-${serviceOf(`${of}onStreakEvent`)}-123456-sub-789`,
    ],
  ])('%s are taken, and those of no other installation', (_, pattern, nameIn) => {
    expect(takenBy(pattern, nameIn)).toEqual([prefix]);
  });

  test('functions of the app are left out', () => {
    for (const pattern of [services(prefix), callableServices(prefix)]) {
      expect(takenBy(pattern, (of) => serviceOf(`${of}placeOrder`))).toEqual([]);
    }
    expect(
      takenBy(scheduleJobs(prefix), (of) => `firebase-schedule-${of}sendOffers-us-central1`),
    ).toEqual([]);
  });

  test('the metrics filter by service', () => {
    expect(metric).toContain(` AND resource.labels.service_name=~"^${services(prefix)}$" AND `);
  });
});

/** What each file of a set asks for, as one text. */
const queriesOf = (prefix: string) =>
  [...monitoringFiles(prefix)].filter(([path]) => !path.startsWith('metrics/'));

test('what is asked for an instance is asked of its own metrics, functions and queues', () => {
  const series = Object.keys(metrics).map((name) => `user_kit_reading_firestreak_${name}_`);
  for (const [path, text] of queriesOf('kit-reading-')) {
    expect(`${path}: ${text}`).not.toContain('user_firestreak_');
    expect(text).not.toMatch(/service_name=~\\"(?!kit-reading-\()/);
    expect(text).not.toMatch(/job_id=~\\"(?!firebase-schedule-kit-reading-\()/);
  }
  const all = queriesOf('kit-reading-')
    .map(([, text]) => text)
    .join('');
  expect(series.filter((name) => !all.includes(name))).toEqual([]);
});

const directories: string[] = [];

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'firestreak-monitoring-'));
  directories.push(directory);
  return directory;
}

test('the set of an instance is applied beside that of functions without a prefix', () => {
  const directory = newDirectory();
  const tool = join(repository, 'tools/monitoring/main.ts');
  const args = ['--import', 'tsx', tool, '--instance', 'reading', '--out', directory];
  const { status } = spawnSync(process.execPath, args, { cwd: repository, stdio: 'inherit' });
  expect(status).toBe(0);
  const reading = filesIn(directory);
  expect(Object.fromEntries(reading)).toEqual(Object.fromEntries(monitoringFiles('kit-reading-')));
  const names = [...reading.values()].map((text) => JSON.parse(text) as Record<string, JSONValue>);
  const titles = names.flatMap(({ displayName }) => (displayName === undefined ? [] : displayName));
  expect(titles).toContain('Firestreak kit-reading');
  expect(titles).toContain('Firestreak kit-reading: Events wait');

  const alone = emptyProject();
  expect(apply(alone)).toMatchObject({ status: 0, errors: '' });
  const both = copyOf(alone);
  const added = apply(both, { flags: [directory] });
  expect(added).toMatchObject({ status: 0, errors: '' });
  expect(added.commands).toHaveLength(reading.size);
  expect(added.commands.filter((command) => !command.includes(' create '))).toEqual([]);
  expect(both.contents()).toMatchObject(alone.contents());

  const paths = Object.keys(both.contents());
  expect(paths).toHaveLength(2 * Object.keys(alone.contents()).length);
  for (const flags of [[], [directory]]) {
    expect(apply(both, { flags: ['--dry-run', ...flags] }).commands).toEqual([]);
  }
});

test('a set is written over itself, and over nothing else', () => {
  const directory = newDirectory();
  writeMonitoring({ prefix: 'learning-', directory });
  writeFileSync(join(directory, 'alerts/no-longer-there.json'), '{}');
  writeMonitoring({ prefix: 'learning-', directory });
  const written = [...filesIn(directory).keys()].sort();
  expect(written).toEqual([...monitoringFiles('learning-').keys()].sort());
  expect(() => {
    writeMonitoring({ prefix: 'other-', directory });
  }).toThrow('has something else in it');
  expect([...filesIn(directory).keys()].sort()).toEqual(written);
});

test.each<[string[], string, string]>([
  [[], '', monitoring],
  [['--instance', 'reading', '--out', '/tmp/x'], 'kit-reading-', '/tmp/x'],
  [['--prefix', 'Streaks', '--out', '/tmp/x'], 'Streaks-', '/tmp/x'],
])('with %j it is for functions named %j…, in %s', (args, prefix, directory) => {
  expect(readOptions(args)).toEqual({ prefix, directory });
});

test.each([
  [['--instance', 'reading'], 'Name a folder with --out'],
  [['--instance', 'Reading', '--out', 'x'], '--instance needs'],
  [['--prefix', 'learning-', '--out', 'x'], '--prefix needs'],
  [['--instance', 'a', '--prefix', 'b', '--out', 'x'], 'Give --instance or --prefix'],
])('%j is refused', (args, reason) => {
  expect(() => readOptions(args)).toThrow(reason);
});
