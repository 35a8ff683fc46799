import { setTimeout as sleep } from 'node:timers/promises';
import * as functions from '../../functions/src';
import { readIfThere } from '../../local/suite/dataDirectory';
import { buildFunctions } from './buildFunctions';
import { type Client, newClient } from './client';
import {
  type SuiteProcess,
  forget,
  newProject,
  refusedSuite,
  startSuiteProcess,
  tickProcess,
} from './suiteProcess';

const projectId = newProject();
const called = new Set<string>();
const clients: Client[] = [];
let running: SuiteProcess;

function client(): Client {
  const made = newClient(running.suite, (name) => called.add(name));
  clients.push(made);
  return made;
}

async function closeClients(): Promise<void> {
  await Promise.all(clients.splice(0).map((each) => each.close()));
}

beforeAll(async () => {
  await buildFunctions();
  running = await startSuiteProcess(projectId);
}, 90_000);

afterAll(async () => {
  await closeClients();
  await running.end('SIGINT');
  forget(projectId);
});

describe('a suite with a process for each function', () => {
  it('tells where everything is', () => {
    const { ports } = running.suite;
    for (const port of [ports.functions, ports.auth, ports.firestore, ports.pubsub]) {
      expect(running.output()).toContain(String(port));
    }
    expect(running.output()).toContain('ada@example.com');
  });

  it('has demo users with months of history', async () => {
    const ada = client();
    expect(await ada.signIn('ada@example.com')).toBe('ada');
    const streak = await ada.call('getStreak');
    expect(streak).toMatchObject({ timeZone: 'Europe/Berlin' });
    expect((streak as { current: number }).current).toBeGreaterThan(100);
  });

  it('has an administrator', async () => {
    const root = client();
    await root.signIn('root@example.com');
    const token = await root.auth.currentUser?.getIdTokenResult();
    expect(token?.claims['admin']).toBe(true);
  });

  it('serves a user who signs up, and breaks their streak when the days go by', async () => {
    const user = client();
    const uid = await user.signUp('new@example.com');
    await expect(user.call('setTimeZone', { timeZone: 'Asia/Kolkata' })).resolves.toMatchObject({
      timeZone: 'Asia/Kolkata',
    });
    const activity = { activityId: 'first', type: 'quiz_easy_passed' };
    await expect(user.call('logActivity', activity)).resolves.toMatchObject({
      xp: 10,
      streak: { current: 1 },
    });

    const told = await tickProcess(projectId, '--by', '3d');

    expect(told).toMatch(new RegExp(`${uid} +streak_broken`));
    expect(told).toMatch(/ben +freeze_applied/);
    await expect(user.call('getStreak')).resolves.toMatchObject({ current: 0, longest: 1 });
    const { days } = (await user.call('explainStreak')) as { days: { verdict: string }[] };
    expect(days.map(({ verdict }) => verdict)).toContain('broken');
  }, 60_000);

  it('runs no schedule twice', async () => {
    await expect(tickProcess(projectId)).resolves.toContain('0 scheduled runs were due');
  });

  it('refuses who is not signed in', async () => {
    await expect(client().call('getStreak')).rejects.toMatchObject({
      code: 'functions/unauthenticated',
      details: { reason: 'sign-in-required' },
    });
  });

  it('tells a second one which port is taken, and how to choose another', async () => {
    const port = String(running.suite.ports.functions);
    const other = newProject();
    const options = ['--project', other, '--free-ports', '--functions-port', port];
    const [code, output] = await refusedSuite(...options);
    forget(other);
    expect(code).toBe(2);
    expect(output).toContain(`Port ${port} for functions is taken.`);
    expect(output).toContain('--functions-port N');
  });

  it('has answered by every callable there is', () => {
    const callables = Object.entries(functions)
      .filter(([, fn]) => 'callableTrigger' in fn.__endpoint)
      .map(([name]) => name);
    expect([...called].sort()).toEqual(callables.sort());
  });
});

describe('a suite that was killed, started again with one process for all functions', () => {
  const email = 'kept@example.com';

  beforeAll(async () => {
    const user = client();
    await user.signUp(email);
    await user.call('setTimeZone', { timeZone: 'Europe/Berlin' });
    await user.call('logActivity', { activityId: 'kept', type: 'quiz_hard_passed' });
    await accountIsSaved(email);
    await closeClients();
    await running.end('SIGKILL');
    running = await startSuiteProcess(projectId, '--keep', '--inspect-functions');
  }, 90_000);

  it('has kept accounts, documents and the local time', async () => {
    const user = client();
    await user.signIn(email);
    const streak = await user.call('getStreak');
    expect(streak).toMatchObject({ current: 1, xp: 25, activeToday: true });
    // It was moved by three days; a streak day may bear the date of the day before.
    const inTwoDays = new Date(Date.now() + 2 * 86_400_000).toISOString();
    expect((streak as { today: string }).today >= inTwoDays.slice(0, 10)).toBe(true);
  });

  it('serves calls, schedules and messages', async () => {
    const user = client();
    const uid = await user.signIn(email);
    const told = await tickProcess(projectId, '--by', '3d');
    expect(told).toMatch(new RegExp(`${uid} +streak_broken`));
    await expect(user.call('getStreak')).resolves.toMatchObject({ current: 0 });
  }, 60_000);
});

async function accountIsSaved(email: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (readIfThere(running.directory.accounts)?.includes(email) !== true) {
    if (Date.now() > deadline) throw new Error(`The account ${email} is not saved.`);
    await sleep(100);
  }
}
