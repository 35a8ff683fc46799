import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { apply, copyOf, emptyProject, type Project } from './applied';
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

test('a second run changes nothing, and a dry run says so', () => {
  const project = copyOf(applied);
  const before = project.contents();
  expect(apply(project, { flags: ['--dry-run'] })).toMatchObject({ status: 0, commands: [] });
  expect(apply(project)).toMatchObject({ status: 0, commands: [], errors: '' });
  expect(project.contents()).toEqual(before);
});

test.each([
  ['a metric', 'metrics/firestreak_retry', 'logging metrics update firestreak_retry '],
  ['an alert', 'policies/policy3', 'alpha monitoring policies update policy3 '],
  ['the dashboard', 'dashboards/firestreak', 'monitoring dashboards update firestreak '],
])('%s of another version is updated, and nothing else', (_, path, command) => {
  const project = copyOf(applied);
  const before = project.contents();
  const older = (before[path] ?? '').replace(/(\[|_version": ")[0-9a-f]{12}/, '$10123456789ab');
  expect(older).not.toBe(before[path]);
  writeFileSync(join(project.directory, path), older);
  const { commands } = apply(project);
  expect(commands.filter((line) => !line.startsWith('#'))).toEqual([
    expect.stringContaining(`gcloud ${command}`),
  ]);
  const { [path]: updated, ...others } = project.contents();
  const { [path]: shipped, ...rest } = before;
  expect(others).toEqual(rest);
  expect(updated).toContain(
    /[0-9a-f]{12}/.exec(shipped?.slice(shipped.indexOf('[')) ?? '')?.[0] ?? '',
  );
});

test('what an update loses of the console is said before it happens', () => {
  const project = copyOf(applied);
  for (const path of ['policies/policy3', 'dashboards/firestreak']) {
    const text = project.contents()[path] ?? '';
    writeFileSync(
      join(project.directory, path),
      text.replace(/_version": "\w+/, '_version": "old'),
    );
  }
  const { commands } = apply(project, { flags: ['--dry-run'] });
  expect(commands).toEqual([
    expect.stringMatching(
      /^# Replaces the alert [a-z-]+: what was changed in it in the console is lost\.$/,
    ),
    expect.stringContaining('policies update policy3'),
    '# Replaces the dashboard firestreak: what was changed in it in the console is lost.',
    expect.stringContaining('dashboards update firestreak'),
  ]);
});

test.each([
  'logging metrics create firestreak_share',
  'alpha monitoring policies create',
  'monitoring dashboards',
])('a run that broke off at `gcloud %s` is finished by the next', (command) => {
  const project = emptyProject();
  expect(apply(project, { env: { GCLOUD_FAILS: command } }).status).toBe(1);
  expect(apply(project)).toMatchObject({ status: 0, errors: '' });
  expect(project.contents()).toEqual(applied.contents());
});

test('other channels are put on every alert', () => {
  const project = copyOf(applied);
  apply(project, { env: { CHANNELS: 'three' } });
  const contents = Object.entries(project.contents());
  expect(project.contents()).toMatchObject(policiesOf(applied));
  const channels = contents.filter(([path]) => path.startsWith('channels/'));
  expect(channels).toHaveLength(alerts.length);
  for (const [, text] of channels) expect(text).toBe('three\n');
});

/** The policies of a project, without their channels. */
function policiesOf(project: Project): Record<string, string> {
  const contents = Object.entries(project.contents());
  return Object.fromEntries(contents.filter(([path]) => path.startsWith('policies/')));
}

test('channels may have spaces between them, and in another order they are the same', () => {
  const project = copyOf(applied);
  expect(apply(project, { env: { CHANNELS: 'two, one' } }).commands).toEqual([]);
});

test('a channel for an address is made once, and added to those that are named', () => {
  const project = emptyProject();
  const flags = ['--mail', 'olga@example.com'];
  expect(apply(project, { flags: ['--dry-run', ...flags] }).commands[0]).toContain(
    'channels create --type=email',
  );
  expect(apply(project, { flags }).status).toBe(0);
  expect(apply(project, { flags, env: { CHANNELS: 'one,two' } }).commands).toEqual([]);
  expect(project.contents()['channels/policy0']).toBe('one,two,mail0\n');
  expect(apply(emptyProject(), { flags, env: { CHANNELS: '' } }).status).toBe(0);
});

test('what nothing needs of these functions is left out of the logs, once, and only of these', () => {
  const project = copyOf(applied);
  const flags = ['--exclude-logs'];
  const { commands } = apply(project, { flags });
  expect(commands).toHaveLength(2);
  for (const command of commands) {
    expect(command).toMatch(
      /^gcloud logging sinks update _Default --add-exclusion=\^:\^name=firestreak-[a-z-]+:filter=resource\.labels\.service_name=~"\^\([a-z|]+\)\$" AND [^:\\]+ --project=demo --quiet$/,
    );
  }
  expect(apply(project, { flags }).commands).toEqual([]);
});

test('a budget is made once', () => {
  const project = copyOf(applied);
  const flags = ['--budget', '50'];
  const [command, ...others] = apply(project, { flags }).commands;
  expect(command).toContain('billing budgets create --billing-account=0A-1B');
  expect(others).toEqual([]);
  expect(project.contents()['budgets/50']).toBe('Firestreak in demo\n');
  expect(apply(project, { flags: ['--budget', '80'] }).commands).toEqual([]);
});

test('the dashboard is created under a name and updated with its etag', () => {
  const project = copyOf(applied);
  const stored = () =>
    JSON.parse(project.contents()['dashboards/firestreak'] ?? '') as Record<string, unknown>;
  const shipped = JSON.parse(shippedFiles().get('dashboards/firestreak.json') ?? '') as object;
  expect(stored()).toEqual({ ...shipped, name: 'projects/demo/dashboards/firestreak' });
  const file = join(project.directory, 'dashboards/firestreak');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/_version": "\w+/, '_version": "old'));
  apply(project);
  expect(stored()).toEqual({ ...shipped, etag: 'etag1' });
});

test('an alert that has lost its file is named, and left to the operator', () => {
  const project = copyOf(applied);
  writeFileSync(
    join(project.directory, 'policies/policy99'),
    '"firestreak_alert": "no-longer-there"',
  );
  writeFileSync(join(project.directory, 'channels/policy99'), 'one');
  const { status, errors } = apply(project);
  expect(status).toBe(0);
  expect(errors).toContain('gcloud alpha monitoring policies delete policy99');
});

test('alerts that others made are left alone', () => {
  const project = copyOf(applied);
  writeFileSync(join(project.directory, 'policies/theirs'), '{}');
  writeFileSync(join(project.directory, 'channels/theirs'), 'three');
  expect(apply(project)).toEqual({ status: 0, commands: [], errors: '' });
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
  ['with an option that lacks its value', { flags: ['--mail'] }],
])('%s it does nothing and says how it is used', (_, run) => {
  const project = emptyProject();
  const { status, errors } = apply(project, run);
  expect(status).toBe(2);
  expect(errors).toContain('monitoring/apply.sh [OPTIONS]');
  expect(project.calls()).toEqual([]);
});

test('a metric has the name of its file', () => {
  for (const [path, text] of metrics) {
    expect((JSON.parse(text) as { name: string }).name).toBe(basename(path, '.json'));
  }
});
