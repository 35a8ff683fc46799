import { aChallenge } from '../support/doEverything';
import { everyDocument } from '../support/everyDocument';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.backend.clear();
  app.at('2026-03-02T12:00:00Z');
});

afterAll(() => app.close());

const admin = { uid: 'root', claims: { admin: true } };
const ada = { uid: 'ada' };

/** Calls that make or change something, each as a person presses a button or a device sends again. */
const repeated = {
  logActivity: [ada, { activityId: 'one', type: 'quiz_easy_passed' }],
  logActivities: [ada, { activities: [{ activityId: 'two', type: 'quiz_easy_passed' }] }],
  undoActivity: [ada, { activityId: 'mistaken' }],
  setTimeZone: [ada, { timeZone: 'Asia/Tokyo' }],
  setPause: [ada, { from: '2026-03-05', to: '2026-03-09' }],
  cancelPause: [ada, { from: '2026-03-21' }],
  setRestDays: [ada, { weekdays: [6, 7] }],
  startRecovery: [{ uid: 'lost' }, {}],
  joinChallenge: [ada, { challengeId: aChallenge.challengeId }],
  leaveChallenge: [{ uid: 'ben' }, { challengeId: aChallenge.challengeId }],
  createShare: [ada, { requestId: 'one', fields: ['streak', 'name'] }],
  setLeaderboardProfile: [ada, { displayName: 'Countess' }],
  registerDevice: [ada, { token: 'token-of-ada-0123456789', platform: 'web' }],
  updatePreferences: [ada, { dailyCap: 3 }],
  createChallenge: [admin, { ...aChallenge, challengeId: 'another' }],
  declareOutage: [
    admin,
    { from: '2026-03-01T10:00:00Z', to: '2026-03-01T12:00:00Z', reason: 'A cable' },
  ],
  adjustFreezes: [
    admin,
    { uid: 'ada', adjustmentId: 'one', freezes: 1, reason: 'A test', day: '2026-03-01' },
  ],
  mergeUsers: [admin, { from: 'ben', into: 'ada', reason: 'One person' }],
} as const satisfies Partial<Record<Parameters<App['call']>[1], unknown>>;

/** Somebody with a streak and a name, somebody who has lost a run, and something to join. */
async function world(): Promise<void> {
  const zone = { timeZone: 'Europe/Berlin' };
  for (const day of ['2026-02-26', '2026-02-27', '2026-02-28']) {
    app.at(`${day}T12:00:00Z`);
    await app.log('lost', zone);
  }
  app.at('2026-03-02T12:00:00Z');
  await app.log('ben', zone);
  await app.log('ada', zone);
  await app.log('ada', { ...zone, activityId: 'mistaken' });
  await app.call('ada', 'setLeaderboardProfile', { displayName: 'Ada' });
  await app.call('ada', 'setPause', { from: '2026-03-20', to: '2026-03-25' });
  await app.host.call('createChallenge', aChallenge, admin);
  await app.call('ben', 'joinChallenge', { challengeId: aChallenge.challengeId });
}

/** Everything that is stored but for random ids, when a setting was made, and what calls are counted in. */
async function stored(): Promise<string[]> {
  await app.host.idle();
  const documents = [...(await everyDocument(app.db))].map(([path, data]) => {
    const name = path.replace(/^shares\/[^/]+/, 'shares/*');
    const parts = data
      .replace(/"(correlationId|shareId|activityId)":"[^"]*"/g, '')
      .replace(/"setAt":\{("\w+":\{[^}]*\},?)*\}/, '');
    return `${name} ${parts}`;
  });
  const isOfTheCall = (text: string) => /^(rateLimits|operatorActions|calendars)\//.test(text);
  return documents.filter((text) => !isOfTheCall(text)).sort();
}

test.each(Object.entries(repeated))(
  '%s at once, and again when the answer was lost, does what it does once',
  async (name, [auth, request]) => {
    await world();
    const before = await stored();
    await Promise.all([1, 2, 3].map(() => app.host.call(name, request, auth)));
    const after = await stored();
    await app.host.call(name, request, auth);
    expect(await stored()).toEqual(after);
    expect(after).not.toEqual(before);
    const added = (paths: readonly string[]) => paths.map((text) => text.split(' ')[0]);
    // Nothing is there twice: one document at most in each new place.
    const fresh = added(after).filter((path) => !added(before).includes(path));
    expect(new Set(fresh).size).toBe(fresh.length);
  },
);
