import { type App, startApp } from './app';

let app: App;
let user: string;
let number = 0;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  number += 1;
  user = `person${number}`;
  app.at('2026-03-02T12:00:00Z');
  await app.log(user, { timeZone: 'Europe/Berlin' });
});

afterAll(() => app.close());

const preferences = () => app.call(user, 'getPreferences');

describe('preferences', () => {
  test('have defaults, and a change leaves the rest as it is', async () => {
    const before = await preferences();
    expect(before).toMatchObject({
      enabled: true,
      quietHours: { from: 22, to: 8 },
      language: 'en',
      remindAtUsualHour: true,
    });
    const patch = { kinds: { milestone: { email: false } }, quietHours: null, dailyCap: 7 };
    const after = await app.call(user, 'updatePreferences', patch);
    expect(after).toEqual(await preferences());
    expect(after).toMatchObject({
      ...{ enabled: true, quietHours: null, dailyCap: 7 },
      kinds: { milestone: { push: true, email: false }, at_risk: { push: true } },
    });
    expect(await app.call(user, 'getStreak')).toMatchObject({ current: 1 });
  });

  test('offer no switch that has no effect: corrections follow what they correct', async () => {
    const { kinds } = (await preferences()) as { kinds: object };
    expect(Object.keys(kinds).filter((kind) => /restored|recovered|refunded/.test(kind))).toEqual(
      [],
    );
  });

  test('that hold switches of corrections, from before, are still read', async () => {
    const preferences = { kinds: { restored: { push: false }, milestone: { push: false } } };
    await app.db.doc(`users/${user}`).set({ preferences }, { merge: true });
    const { kinds } = (await app.call(user, 'getPreferences')) as { kinds: object };
    expect(kinds).toMatchObject({ milestone: { push: false } });
    expect(kinds).not.toHaveProperty('restored');
  });

  test('that hold kinds of a version to come are still read', async () => {
    const preferences = { kinds: { gossip: { push: true }, milestone: { push: false } } };
    await app.db.doc(`users/${user}`).set({ preferences }, { merge: true });
    expect(await app.call(user, 'getPreferences')).toMatchObject({
      kinds: { milestone: { push: false, email: true } },
    });
  });

  test('changes that are made at once all count', async () => {
    const set = (patch: object) => app.call(user, 'updatePreferences', patch);
    await Promise.all([
      set({ language: 'de' }),
      set({ dailyCap: 1 }),
      set({ channels: { push: false } }),
      set({ kinds: { freeze_applied: { email: true } } }),
      app.log(user),
    ]);
    expect(await preferences()).toMatchObject({
      ...{ language: 'de', dailyCap: 1, channels: { push: false, email: true } },
      kinds: { freeze_applied: { push: true, email: true } },
    });
    expect(await app.call(user, 'getStreak')).toMatchObject({ activities: 2 });
  });

  test.each([
    ['de-AT', 'de'],
    ['pl', 'pl'],
    ['tlh', 'en'],
  ])('whoever asks for %s gets messages in %s', async (asked, spoken) => {
    const after = await app.call(user, 'updatePreferences', { language: asked });
    expect(after).toMatchObject({ language: spoken, languages: ['en', 'de', 'pl'] });
    expect(await preferences()).toEqual(after);
  });

  test.each([
    ['an hour of 24', { quietHours: { from: 24, to: 8 } }],
    ['a kind that is none', { kinds: { gossip: { push: true } } }],
    ['a correction, which nobody chooses', { kinds: { restored: { push: false } } }],
    ['a cap of 21', { dailyCap: 21 }],
    ['what is no language', { language: 'de_AT!' }],
    ['an hour for yes', { remindAtUsualHour: 10 }],
    ['a word for yes', { enabled: 'yes' }],
  ])('%s is refused and changes nothing', async (_, patch) => {
    const before = await preferences();
    await expect(app.call(user, 'updatePreferences', patch)).rejects.toMatchObject({
      details: { reason: 'malformed-request' },
    });
    expect(await preferences()).toEqual(before);
  });

  test('a new user, of whom nothing is known, has them too', async () => {
    const fresh = `${user}-new`;
    expect(await app.call(fresh, 'getPreferences')).toMatchObject({ enabled: true });
    await app.call(fresh, 'updatePreferences', { enabled: false });
    expect(await app.log(fresh, { timeZone: 'Asia/Tokyo' })).toMatchObject({ xp: 10 });
    expect(await app.call(fresh, 'getPreferences')).toMatchObject({ enabled: false });
  });
});

test('reasons are told in the language that is asked for, or else in the one that is preferred', async () => {
  app.at('2026-03-02T12:00:00Z');
  await app.log('polyglot', { timeZone: 'Europe/Berlin' });
  const reasonIn = async (language?: string) => {
    const request = { from: '2026-03-02', ...(language !== undefined && { language }) };
    const answer = await app.call('polyglot', 'explainStreak', request);
    return (answer as { days: { reason: string }[] }).days[0]?.reason;
  };
  const [english, german, polish] = [
    '1 activity: 1st active day of the run.',
    '1 Aktivität: 1. aktiver Tag der Serie.',
    '1 aktywność: 1. aktywny dzień serii.',
  ];
  expect(await reasonIn()).toBe(english);
  expect(await reasonIn('de-AT')).toBe(german);
  await app.call('polyglot', 'updatePreferences', { language: 'pl-PL' });
  expect(await reasonIn()).toBe(polish);
  expect(await reasonIn('fr')).toBe(english);
  await expect(reasonIn('no tag')).rejects.toMatchObject({
    details: { reason: 'malformed-request' },
  });
});
