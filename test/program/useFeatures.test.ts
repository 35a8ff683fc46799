import type * as Choices from '../../functions/src/choices';
import {
  allFeatures,
  type FeatureName,
  features,
  featuresNamed,
} from '../../functions/src/contracts/features';
import { cloud } from '../../functions/src/cloud';
import { deploy } from '../../functions/src/deploy';
import { featureOf, functionsOf } from '../../functions/src/featureOf';
import { type FunctionName, functions } from '../../functions/src/functions';

/** What a fresh process has loaded. */
function fresh(): typeof Choices {
  let loaded: typeof Choices | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual<typeof Choices>('../../functions/src/choices');
  });
  if (!loaded) throw new Error('Nothing was loaded.');
  return loaded;
}

const names = Object.keys(functions) as FunctionName[];

/** What a deployment finds. */
function found(chosen: ReadonlySet<FeatureName>) {
  const deployed = deploy(Object.create(cloud, { features: { value: chosen } }) as typeof cloud);
  return names.filter((name) => (deployed[name] as Partial<typeof deployed.getStreak>).__endpoint);
}

test('every function belongs to one feature', () => {
  expect(Object.values(functionsOf).flat().sort()).toEqual([...names].sort());
  expect(Object.keys(features)).toEqual(Object.keys(functionsOf));
});

test('everything is deployed where an app chooses nothing', () => {
  expect(fresh().featuresInUse()).toEqual(allFeatures);
  expect(found(allFeatures)).toEqual(names);
});

test('the core of streaks is fifteen functions', () => {
  const { useFeatures, featuresInUse } = fresh();
  useFeatures();
  expect([...featuresInUse()]).toEqual(['streaks']);
  expect(found(featuresInUse()).sort()).toEqual([...functionsOf.streaks].sort());
  expect(functionsOf.streaks).toHaveLength(15);
});

test.each(Object.keys(features) as FeatureName[])(
  'with %s its functions are deployed, those of what it needs, and no others',
  (feature) => {
    const chosen = featuresNamed([feature, ...features[feature].needs]);
    expect(found(chosen)).toEqual(names.filter((name) => chosen.has(featureOf[name])));
  },
);

test.each([
  [['e-mail'], /There is no feature "e-mail"\..*The features are streaks, plans, /],
  [['email'], /"email" needs "notifications"/],
  [['mail', 'email'], /no feature "mail"\. "email" needs "notifications"/],
  [['toString'], /no feature "toString"/],
])('features %j are refused with what to do', (given, message) => {
  expect(() => featuresNamed(given)).toThrow(message);
});

test('a second choice is refused, and one that comes after a function was asked for', () => {
  const twice = fresh();
  twice.useFeatures('plans');
  expect(() => {
    twice.useFeatures('calendar');
  }).toThrow(/^useFeatures\(\) was called twice/);
  expect([...twice.featuresInUse()]).toEqual(['streaks', 'plans']);
  expect(() => {
    twice.useFeatures();
  }).toThrow(/too late/);
});

describe('a parameter that no deployed function would keep ends the deployment', () => {
  afterEach(() => {
    delete process.env['RETENTION_DAYS'];
    delete process.env['EMAIL_ENABLED'];
    delete process.env['PUBLISH_EVENTS'];
    delete process.env['MANAGED_WEBHOOKS'];
    delete process.env['WEBHOOK_URLS'];
  });

  test.each([
    ['RETENTION_DAYS', '90', 'retention'],
    ['EMAIL_ENABLED', 'true', 'email'],
    ['PUBLISH_EVENTS', 'true', 'events'],
    ['MANAGED_WEBHOOKS', 'true', 'events'],
    ['WEBHOOK_URLS', 'https://api.example.com/streaks', 'events'],
  ] as const)('%s=%s without %s', (parameter, value, feature) => {
    process.env[parameter] = value;
    expect(() => found(featuresNamed([]))).toThrow(
      `${parameter}=${value} needs the feature "${feature}".`,
    );
    expect(found(featuresNamed([feature, ...features[feature].needs]))).toContain('getStreak');
  });
});

test('the secret of webhooks is asked for only where there are some', () => {
  const secretsOf = () => deploy(cloud).deliverWebhook.__endpoint.secretEnvironmentVariables ?? [];
  expect(secretsOf()).toEqual([]);
  process.env['WEBHOOK_URLS'] = 'https://api.example.com/streaks';
  expect(secretsOf()).toEqual([{ key: 'WEBHOOK_SIGNING_SECRETS' }]);
  delete process.env['WEBHOOK_URLS'];
});

test('without e-mail, no function has a secret', () => {
  const withMail = deploy(cloud);
  const chosen = featuresNamed(['notifications']);
  const without = deploy(Object.create(cloud, { features: { value: chosen } }) as typeof cloud);
  const { deliverNotification: task } = withMail;
  expect(task.__endpoint.secretEnvironmentVariables).toHaveLength(3);
  expect(without.deliverNotification.__endpoint.secretEnvironmentVariables ?? []).toEqual([]);
});
