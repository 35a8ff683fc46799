import { setTimeout as sleep } from 'node:timers/promises';
import { initializeApp } from 'firebase-admin/app';
import { type CallableName, callables } from '../../functions/src/functions';
import { databaseOf } from '../../functions/src/platform/firestore';
import { readIfThere } from '../../local/suite/dataDirectory';
import { everyDocument } from '../support/everyDocument';
import { buildProduct } from './buildProduct';
import { callExamples } from './callExamples';
import { type Client, newClient } from './client';
import { readmeExample } from './readmeExample';
import {
  type SuiteProcess,
  forget,
  newProject,
  refusedSuite,
  startSuiteProcess,
  tickProcess,
} from './suiteProcess';

const projectId = newProject();
const clients: Client[] = [];
let running: SuiteProcess;

function client(): Client {
  const made = newClient(running.suite);
  clients.push(made);
  return made;
}

async function closeClients(): Promise<void> {
  await Promise.all(clients.splice(0).map((each) => each.close()));
}

beforeAll(async () => {
  await buildProduct();
  running = await startSuiteProcess(projectId);
});

afterAll(async () => {
  await closeClients();
  await running.end('SIGINT');
  forget(projectId);
});

describe('a suite with a process for each function', () => {
  it('tells where everything is', () => {
    const { ports } = running.suite;
    for (const port of [
      ports.hosting,
      ports.functions,
      ports.auth,
      ports.firestore,
      ports.pubsub,
    ]) {
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
      streak: { timeZone: 'Asia/Kolkata' },
    });
    const activity = { activityId: 'first', type: 'quiz_easy_passed' };
    await expect(user.call('logActivity', activity)).resolves.toMatchObject({
      xp: 10,
      streak: { current: 1 },
    });

    const told = await tickProcess(projectId, '--by', '50h');

    expect(told).toMatch(new RegExp(`${uid} +streak_broken`));
    expect(told).toMatch(/ben +freeze_applied/);
    await expect(user.call('getStreak')).resolves.toMatchObject({ current: 0, longest: 1 });
    const { days } = (await user.call('explainStreak')) as { days: { verdict: string }[] };
    expect(days.map(({ verdict }) => verdict)).toContain('broken');
  });

  it('serves the dashboard, with headers that let nothing else run on it', async () => {
    const response = await fetch(`http://127.0.0.1:${running.suite.ports.hosting}/`);
    const page = await response.text();
    expect(page).toContain('<streak-dashboard>');
    expect(page).toContain(
      `content="default-src 'none'; script-src 'self' https://apis.google.com;`,
    );
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self' https://apis.google.com;");
    expect(`${page} ${policy}`).not.toContain('unsafe');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('shows a card behind Hosting, page and image, until it is revoked', async () => {
    const ada = client();
    await ada.signIn('ada@example.com');
    await ada.call('setLeaderboardProfile', { displayName: 'Ada' });
    const fields = ['name', 'streak', 'calendar'];
    const { shareId } = (await ada.call('createShare', { fields })) as { shareId: string };
    const show = (path: string, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${running.suite.ports.hosting}/s/${shareId}${path}`, { headers });

    const page = await show('');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toMatch(
      new RegExp(`og:image" content="[^"]+/s/${shareId}/card.png"`),
    );

    const image = await show('/card.png');
    expect(image.status).toBe(200);
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(image.headers.get('cache-control')).toBe('public, max-age=60, s-maxage=300');
    const png = Buffer.from(await image.arrayBuffer());
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    const etag = image.headers.get('etag') ?? '';
    expect((await show('/card.png', { 'If-None-Match': etag })).status).toBe(304);

    await ada.call('revokeShare', { shareId });
    for (const path of ['', '/card.png']) expect((await show(path)).status).toBe(410);
  });

  it('runs the example of the README', async () => {
    await expect(readmeExample(running.suite)).resolves.toMatch(
      /^Day \d+ of your streak, \d freezes/,
    );
  });

  it('runs no schedule twice', async () => {
    await tickProcess(projectId);
    await expect(tickProcess(projectId)).resolves.toContain('; 0 runs were due');
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
    const [code, output] = await refusedSuite(options);
    forget(other);
    expect(code).toBe(2);
    expect(output).toContain(`Port ${port} for functions is taken.`);
    expect(output).toContain('--functions-port N');
  });

  it('ends with the reason when the functions cannot be loaded', async () => {
    const other = newProject();
    const tooFew = { FUNCTIONS_DISCOVERY_TIMEOUT: '0.001' }; // seconds
    const [code, output] = await refusedSuite(['--project', other, '--free-ports'], tooFew);
    forget(other);
    expect(code).toBe(1);
    expect(output).toContain('The functions are not loaded');
    expect(output).toContain('Timeout after 1ms');
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
  });

  it('has kept accounts, documents and the local time', async () => {
    const user = client();
    await user.signIn(email);
    const streak = await user.call('getStreak');
    expect(streak).toMatchObject({ current: 1, xp: 25, activeToday: true });
    // It was moved by two days; a streak day may bear the date of the day before.
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect((streak as { today: string }).today >= tomorrow.slice(0, 10)).toBe(true);
  });

  it('erases what a user had when the account is deleted', async () => {
    const user = client();
    const uid = await user.signUp('gone@example.com');
    await user.call('setTimeZone', { timeZone: 'Europe/Berlin' });
    await user.call('logActivity', { activityId: 'last', type: 'quiz_hard_passed' });
    process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${running.suite.ports.firestore}`;
    const db = databaseOf(initializeApp({ projectId }));
    const theirs = db.doc(`users/${uid}`);
    expect((await theirs.get()).exists).toBe(true);
    await user.auth.currentUser?.delete();
    const deadline = Date.now() + 30_000;
    while ((await theirs.listCollections()).length > 0 && Date.now() < deadline) await sleep(200);
    const left = [...(await everyDocument(db)).keys()].filter((path) => path.includes(uid));
    expect(left).toEqual([]);
    await db.terminate();
  });

  it('serves calls, schedules and messages', async () => {
    const user = client();
    const uid = await user.signIn(email);
    const told = await tickProcess(projectId, '--by', '50h');
    expect(told).toMatch(new RegExp(`${uid} +streak_broken`));
    await expect(user.call('getStreak')).resolves.toMatchObject({ current: 0 });
  });

  it.each(Object.entries(callExamples))('answers %s', async (name, { data, answer }) => {
    const caller = client();
    await caller.signIn(
      callables[name as CallableName].access.by === 'admin' ? 'root@example.com' : email,
    );
    const call = caller.call(name, data);
    if (typeof answer === 'object') await expect(call).resolves.toMatchObject(answer);
    else await expect(call).rejects.toMatchObject({ details: { reason: answer } });
  });
});

async function accountIsSaved(email: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (readIfThere(running.directory.accounts)?.includes(email) !== true) {
    if (Date.now() > deadline) throw new Error(`The account ${email} is not saved.`);
    await sleep(100);
  }
}
