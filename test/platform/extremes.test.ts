import { type CallableName, callables } from '../../functions/src/functions';
import { contracts } from '../../tools/apiDocs/contracts';
import { type App, startApp } from '../integration/app';
import { aChallenge, requestsOfUser } from '../support/doEverything';
import { type Shape, type TimeField, type TimeFormat, timeShapes } from '../support/timeFields';
import { withValues } from '../support/withValues';

let app: App;

const now = '2026-03-10T12:00:00.000Z';

beforeAll(async () => {
  process.env['LIFT_RATE_LIMITS'] = 'true'; // there are thousands of calls
  app = await startApp();
  app.at(now);
  await app.log('ada', { timeZone: 'Pacific/Apia' });
  await app.log('bob', { timeZone: 'Etc/GMT+12' });
});

afterAll(() => app.close());

/** Times that may be named, at the edges of what may be; whether a call takes them is up to it. */
const edges: Readonly<Record<TimeFormat, readonly string[]>> = {
  date: ['1970-01-01', '1970-01-05', '2999-12-25', '2999-12-31'],
  'date-time': [
    '1970-01-01T00:00:00Z',
    '1969-12-31T23:30:00-01:00',
    '2999-12-31T23:59:59.999Z',
    '3000-01-01T00:59:59+01:00',
  ],
  month: ['1970-01', '2999-12'],
  period: ['1970-W01', '2026-W53', '2999-W52', '1970-01', '2999-12'],
};

/** Times that nobody may name. */
const beyond: Readonly<Record<TimeFormat, readonly string[]>> = {
  date: [
    ...['0000-01-01', '0000-01-05', '0001-01-01', '1969-12-31', '3000-01-01', '9999-12-31'],
    ...['+010000-01-01', '-000001-01-01', '2026-02-30', 'NaN', ''],
  ],
  'date-time': [
    ...['0000-01-01T00:00:00Z', '1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00+00:01'],
    ...['3000-01-01T00:00:00Z', '2999-12-31T23:59:59-00:01', '9999-12-31T23:59:59.999Z'],
    ...['+275760-09-13T00:00:00.001Z', '-000001-01-01T00:00:00Z', '2026-02-30T00:00:00Z', 'NaN'],
  ],
  month: ['0000-01', '0001-01', '1969-12', '3000-01', '9999-12', '2026-00', '2026-13', '2026-W09'],
  period: [
    ...['0000-W00', '0001-W01', '1969-W52', '3000-W01', '9999-W52', '2026-W00', '2026-W60'],
    ...['2025-W53', '0000-01', '9999-12', '2026-00', '2026-13', 'all'],
  ],
};

/** Calls of administrators that say a time, with all else that they must say. */
const requestsOfAdmin: Partial<Record<CallableName, readonly object[]>> = {
  adjustFreezes: [{ uid: 'ada', freezes: 1, reason: 'A test' }],
  createChallenge: [
    aChallenge,
    { ...aChallenge, repeats: { every: 'weekly', times: 400 } },
    { ...aChallenge, repeats: { every: 'monthly', times: 400 } },
  ],
  declareOutage: [{ reason: 'A test of extremes' }],
};

interface Call {
  readonly name: CallableName;
  readonly values: Readonly<Record<string, string>>;
  readonly data: object;
}

/** Of each field, and of each two, every combination. */
function callsOf(
  name: CallableName,
  shape: Shape,
  valuesOf: (field: TimeField, isOther: boolean) => readonly string[],
): Call[] {
  const { times, given } = shape;
  const combinations = times.flatMap((one, index) =>
    valuesOf(one, false).flatMap((value) => [
      { [one.path]: value },
      ...times
        .slice(index + 1)
        .flatMap((two) =>
          valuesOf(two, true).map((other) => ({ [one.path]: value, [two.path]: other })),
        ),
    ]),
  );
  return requestsOf(name).flatMap((request) =>
    combinations.map((values) => ({
      name,
      values,
      data: withValues(request, { ...given, ...values, ...idOf(name) }),
    })),
  );
}

let number = 0;

/** An id of its own for each call, lest it is answered as the one before. */
function idOf(name: CallableName): object {
  number += 1;
  if (name === 'logActivity') return { activityId: `extreme${number}` };
  if (name === 'adjustFreezes') return { adjustmentId: `extreme${number}` };
  return name === 'createChallenge' ? { challengeId: `extreme${number}` } : {};
}

/** What is said in calls besides times. */
function requestsOf(name: CallableName): readonly object[] {
  if (callables[name].access.by === 'admin') {
    const requests = requestsOfAdmin[name];
    if (!requests) throw new Error(`Say above how ${name} is called.`);
    return requests;
  }
  const request = requestsOfUser[name as keyof typeof requestsOfUser]('ada');
  const { month: _, from: _from, to: _to, ...others } = request as Record<string, unknown>;
  return [others];
}

function callerOf(name: CallableName) {
  return callables[name].access.by === 'admin'
    ? { uid: 'root', claims: { admin: true } }
    : { uid: 'ada' };
}

/** What a call was refused with; undefined where it was answered. */
async function refusalOf({
  name,
  data,
}: Call): Promise<{ reason: unknown; message: string } | undefined> {
  await app.host.idle(); // what follows from the call before takes time of its own
  const before = process.cpuUsage();
  try {
    await app.host.call(name, data, callerOf(name));
    return undefined;
  } catch (error) {
    const { message, details } = error as Error & { details: { reason: unknown } };
    return { reason: details.reason, message };
  } finally {
    const { user, system } = process.cpuUsage(before);
    expect({ data, took: (user + system) / 1e6 > 1 ? 'over a second' : 'little' }).toEqual({
      data,
      took: 'little',
    });
  }
}

const naming = contracts.flatMap(({ name, request }) =>
  timeShapes(request)
    .filter(({ times }) => times.length > 0)
    .map(
      (shape) =>
        [[name, ...shape.times.map(({ path }) => path)].join(' '), { name, shape }] as const,
    ),
);

test.each(naming)('%s takes or refuses times at the edges', async (_, { name, shape }) => {
  for (const call of callsOf(name, shape, ({ format }) => [...edges[format], nowAs(format)])) {
    const refusal = await refusalOf(call);
    expect({ call, refusal }).not.toMatchObject({ refusal: { reason: 'unexpected' } });
  }
  await app.host.idle();
  expect(app.host.failures).toEqual([]);
});

test.each(naming)('%s refuses times beyond, and says which', async (_, { name, shape }) => {
  const calls = callsOf(name, shape, ({ format }, isOther) =>
    isOther ? [nowAs(format), ...beyond[format]] : beyond[format],
  );
  for (const call of calls) {
    const refusal = await refusalOf(call);
    expect({ call, refusal }).toMatchObject({ refusal: { reason: 'malformed-request' } });
    const [field = ''] = Object.keys(call.values);
    // A message names elements of a list as JavaScript does.
    expect(refusal?.message).toContain(field.replace(/\.(\d+)\./g, '[$1].'));
  }
});

/** A time of now. */
function nowAs(format: TimeFormat): string {
  const lengths: Record<TimeFormat, number> = { date: 10, 'date-time': 24, month: 7, period: 7 };
  return now.slice(0, lengths[format]);
}

const anOutage = { from: '1970-01-01T00:00:00Z', to: '1970-01-02T00:00:00Z', reason: 'A test' };
const lastDay = { kind: 'days', first: '2999-12-31', last: '2999-12-31' };
const inDecember = { ...lastDay, first: '2999-12-03', last: '2999-12-03' };

test.each<[CallableName, object, object]>([
  ['getCalendar', { month: '1970-01' }, { from: '1970-01-01', to: '1970-01-31' }],
  ['getCalendar', { month: '2999-12' }, { from: '2999-12-01', to: '2999-12-31' }],
  ['getCalendar', { from: '2998-12-31', to: '2999-12-31' }, { totals: { active: 0 } }],
  ['getCalendar', { from: '1970-01-01', to: '1971-01-01' }, { totals: { active: 0 } }],
  ['explainStreak', { from: '1970-01-01', to: '1970-01-05' }, { dayStartHour: 4 }],
  ['explainStreak', { to: '1970-01-05' }, { dayStartHour: 4 }], // 13 days before lie in 1969
  ['getLeaderboard', { board: 'weekly', period: '2999-W52' }, { builtAt: null }],
  [
    'adjustFreezes',
    { freezes: 1, day: '1970-01-01', uid: 'bob', reason: 'A test' },
    { adjusted: true, day: '1970-01-01' },
  ],
  ['declareOutage', anOutage, { reason: 'A test' }],
  ['createChallenge', { ...aChallenge, window: lastDay }, { window: lastDay }],
  [
    'createChallenge',
    { ...aChallenge, window: inDecember, repeats: { every: 'weekly', times: 5 } },
    { window: inDecember, repeats: 'weekly' },
  ],
])('%s takes what lies at the edges: %j', async (name, request, answer) => {
  const data = { ...request, ...idOf(name) };
  expect(await app.host.call(name, data, callerOf(name))).toMatchObject(answer);
});

test.each([
  ['weekly', 6],
  ['monthly', 2],
  ['daily', 400],
])(
  'a series whose last repeat would end after 2999 is refused: %s, %d times',
  async (every, times) => {
    const data = {
      ...aChallenge,
      window: inDecember,
      repeats: { every, times },
      ...idOf('createChallenge'),
    };
    const refusal = await refusalOf({ name: 'createChallenge', data, values: {} });
    expect(refusal).toMatchObject({
      reason: 'malformed-challenge',
      message: 'The last repeat must end in 2999 at the latest. Let it repeat fewer times.',
    });
  },
);

test('a streak with days at both ends of time is shown, repaired and judged', async () => {
  const admin = { uid: 'root', claims: { admin: true } };
  expect(await app.host.call('repairStreak', { uid: 'ada' }, admin)).toMatchObject({
    repaired: false,
  });
  await app.log('ada');
  await app.runMaintenance();
  expect(await app.call('ada', 'getCalendar', { month: '1970-01' })).toMatchObject({
    from: '1970-01-01',
    to: '1970-01-31',
  });
  expect(app.host.failures).toEqual([]);
});
