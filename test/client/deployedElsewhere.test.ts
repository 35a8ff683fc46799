import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { deleteApp, initializeApp } from 'firebase/app';
import { getAuth, inMemoryPersistence, initializeAuth } from 'firebase/auth';
import { getFunctions } from 'firebase/functions';
import { type Firestreak, firestreak } from '../../client/src';
import { repository } from '../../local/suite/repository';

const app = initializeApp({ projectId: 'demo-elsewhere', apiKey: 'demo' }, 'elsewhere');
initializeAuth(app, { persistence: inMemoryPersistence });

afterAll(() => deleteApp(app));

/** Addresses that the client calls, each of which answers with an empty object. */
async function calledBy(use: () => Promise<unknown>): Promise<string[]> {
  const answer = () => Promise.resolve(Response.json({ result: {} }));
  const asked = jest.spyOn(globalThis, 'fetch').mockImplementation(answer);
  try {
    await use();
    return asked.mock.calls.map(([address]) => new Request(address).url);
  } finally {
    asked.mockRestore();
  }
}

/** What a page of the docs says to write for a kit instance in another region. */
function shownIn(page: string): string {
  const text = readFileSync(join(repository, page), 'utf8');
  const [, shown] = /= (firestreak\(getFunctions\(app, '[^;]+\));/.exec(text) ?? [];
  if (shown === undefined) throw new Error(`${page} does not say how to call an instance.`);
  return shown;
}

test.each(['client/README.md', 'docs/web.md', 'docs/deploy.md'])(
  'as %s has it, a kit instance is called in its region by its names',
  async (page) => {
    const given = { firestreak, getFunctions, getAuth, app };
    const reading = runInNewContext(shownIn(page), given) as Firestreak;
    const called = await calledBy(async () => {
      await reading.call.getStreak();
      await reading.call.createShare({ fields: ['streak'] });
    });
    const origin = 'https://europe-west1-demo-elsewhere.cloudfunctions.net';
    expect(called).toEqual([
      `${origin}/kit-reading-getStreak`,
      `${origin}/kit-reading-createShare`,
    ]);
  },
);

test.each([
  [undefined, {}, 'https://us-central1-demo-elsewhere.cloudfunctions.net/getStreak'],
  [
    'europe-west1',
    { prefix: 'learning' },
    'https://europe-west1-demo-elsewhere.cloudfunctions.net/learning-getStreak',
  ],
  [
    'https://streaks.example.com',
    { instance: 'reading' },
    'https://streaks.example.com/kit-reading-getStreak',
  ],
])('with getFunctions(app, %j) and %j it calls %s', async (region, options, address) => {
  const { call } = firestreak(getFunctions(app, region), getAuth(app), options);
  expect(await calledBy(() => call.getStreak())).toEqual([address]);
});
