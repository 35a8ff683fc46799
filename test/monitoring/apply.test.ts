import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { apply, copyOf, emptyProject } from './applied';
import { shippedFiles } from './shippedFiles';

const files = [...shippedFiles()];
const metrics = files.filter(([path]) => path.startsWith('metrics/'));
const alerts = files.filter(([path]) => path.startsWith('alerts/'));

/** Each test that goes on from here has a copy. */
const applied = emptyProject();
const firstRun = apply(applied);

const isChange = (call: string) => /\b(create|update|delete)\b/.test(call);

test('in an empty project everything is created', () => {
  const { status, errors } = firstRun;
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  const contents = applied.contents();
  for (const [path, text] of metrics) expect(contents[path.replace('.json', '')]).toBe(text);
  const policies = Object.entries(contents).filter(([path]) => path.startsWith('policies/'));
  expect(policies.map(([, text]) => text).sort()).toEqual(alerts.map(([, text]) => text).sort());
  expect(applied.calls().filter((call) => / (update|delete) /.test(call))).toEqual([]);
});

test('alerts go to the channels that were named', () => {
  const channels = Object.entries(applied.contents()).filter(([path]) => path.startsWith('chan'));
  expect(channels).toHaveLength(alerts.length);
  for (const [, text] of channels) expect(text).toBe('one,two\n');
});

test('a second run leaves everything as it is, and touches no alert', () => {
  const project = copyOf(applied);
  apply(project); // the dashboard has an etag from here on
  const before = project.contents();
  const { status, commands } = apply(project);
  expect(status).toBe(0);
  expect(project.contents()).toEqual(before);
  expect(commands.filter((command) => command.includes(' policies '))).toEqual([]);
});

test('an alert whose file has changed is updated, and no other', () => {
  const project = copyOf(applied);
  const before = project.contents();
  writeFileSync(join(project.directory, 'labels/policy3'), changed(before['labels/policy3']));
  writeFileSync(join(project.directory, 'policies/policy3'), '{}');
  const { commands } = apply(project);
  const touched = commands.filter((command) => command.includes(' policies '));
  expect(touched).toEqual([expect.stringContaining('policies update policy3 ')]);
  expect(project.contents()['policies/policy3']).toBe(before['policies/policy3']);
  expect(project.contents()['labels/policy3']).toBe(before['labels/policy3']);
});

/** The labels that a policy had when another version of its file was applied. */
function changed(labels = ''): string {
  return labels.replace(/,\w+,(\w+)$/m, ',0000,$1');
}

test('other channels are put on every alert', () => {
  const project = copyOf(applied);
  apply(project, { env: { CHANNELS: 'three' } });
  const contents = Object.entries(project.contents());
  const channels = contents.filter(([path]) => path.startsWith('channels/'));
  expect(channels).toHaveLength(alerts.length);
  for (const [, text] of channels) expect(text).toBe('three\n');
});

test('the dashboard is created under a name and updated with its etag', () => {
  const project = copyOf(applied);
  const stored = () =>
    JSON.parse(project.contents()['dashboards/firestreak'] ?? '') as Record<string, unknown>;
  const shipped = JSON.parse(shippedFiles().get('dashboards/firestreak.json') ?? '') as object;
  expect(stored()).toEqual({ ...shipped, name: 'projects/demo/dashboards/firestreak' });
  apply(project);
  expect(stored()).toEqual({ ...shipped, etag: 'etag1' });
});

test('an alert that has lost its file is named, and left to the operator', () => {
  const project = copyOf(applied);
  writeFileSync(join(project.directory, 'labels/policy99'), ',no-longer-there,0000,policy99\n');
  const { status, errors } = apply(project);
  expect(status).toBe(0);
  expect(errors).toContain('gcloud alpha monitoring policies delete policy99');
});

test('alerts that others made are left alone', () => {
  const project = copyOf(applied);
  writeFileSync(join(project.directory, 'labels/theirs'), ',,,theirs\n');
  const { status, commands, errors } = apply(project);
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(commands.filter((command) => command.includes(' policies '))).toEqual([]);
});

test('a dry run prints what a run would do, and changes nothing', () => {
  const project = emptyProject();
  const dry = apply(project, { flags: ['--dry-run'] });
  expect(dry.status).toBe(0);
  expect(project.contents()).toEqual({});
  expect(project.calls().filter(isChange)).toEqual([]);
  expect(dry.commands).toHaveLength(metrics.length + alerts.length + 1);
  expect(dry.commands).toEqual(firstRun.commands);
});

test.each([
  'logging metrics list',
  'logging metrics create',
  'alpha monitoring policies list',
  'alpha monitoring policies create',
  'monitoring dashboards list',
  'monitoring dashboards create',
])('a run ends with an error where `gcloud %s` fails', (command) => {
  const project = emptyProject();
  const { status, errors } = apply(project, { env: { GCLOUD_FAILS: command } });
  expect(status).toBe(1);
  expect(errors).toContain('PERMISSION_DENIED');
  expect(project.calls().at(-1)).toContain(command);
});

test.each([
  ['without a project', { env: { PROJECT: '' } }],
  ['without channels', { env: { CHANNELS: '' } }],
  ['with an option that there is not', { flags: ['--dryrun'] }],
  ['with an option after the folder', { flags: ['.', '--dry-run'] }],
])('%s it does nothing and says how it is used', (_, run) => {
  const project = emptyProject();
  const { status, errors } = apply(project, run);
  expect(status).toBe(2);
  expect(errors).toContain('monitoring/apply.sh [--dry-run]');
  expect(project.calls()).toEqual([]);
});

test('a metric has the name of its file', () => {
  for (const [path, text] of metrics) {
    expect((JSON.parse(text) as { name: string }).name).toBe(basename(path, '.json'));
  }
});
