import fc from 'fast-check';
import type { FirestreakError } from '../../functions/src/contracts/errors';
import {
  endpointFrom,
  readEndpoints,
  viewEndpoint,
  withEndpoint,
} from '../../functions/src/features/events/endpoints';

const DAY = 86_400_000;
const NOON = Date.parse('2026-03-02T12:00:00Z');
const settings = { webhookUrls: ['https://old.example/'], allowsLocalWebhooks: false };
const none = readEndpoints(undefined);
type Endpoints = typeof none;
type Change = Parameters<typeof withEndpoint>[1];

const made = (number: number, now = NOON) => ({
  now,
  id: String(number).padStart(12, '0'),
  secret: `secret-${number}`,
});
const change = (endpoints: Endpoints, request: Change, number = 1, now = NOON) =>
  withEndpoint(endpoints, request, settings, made(number, now));
const refusalOf = (act: () => unknown): FirestreakError | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return error as FirestreakError;
  }
};
const url = 'https://api.example.com/streaks';
const one = change(none, { url });
const id = one.endpoint.id;

test('a new endpoint is on, takes every type, and has a secret that is told once', () => {
  expect(one).toMatchObject({ secret: 'secret-1', isNew: true });
  const endpoint = endpointFrom(one.endpoint, NOON);
  expect(endpoint).toMatchObject({ id, url, isOn: true, secrets: ['secret-1'] });
  expect(endpoint.takes('streak.broken')).toBe(true);
  const again = change(one.endpoints, { url }, 2);
  expect(again).toMatchObject({ secret: null, isNew: false, endpoints: one.endpoints });
});

test('what is left out stays as it is', () => {
  const off = change(one.endpoints, { id, enabled: false, eventTypes: ['streak.broken'] });
  const moved = change(off.endpoints, { id, url: 'https://b.example/' });
  expect(moved.endpoint).toEqual({
    ...one.endpoint,
    ...{ url: 'https://b.example/', isOn: false, types: ['streak.broken'] },
  });
  const all = change(moved.endpoints, { id, enabled: true, eventTypes: null });
  expect(all.endpoint).toEqual({ ...one.endpoint, url: 'https://b.example/' });
});

test.each([
  [{}, ['streak.started', 'streak.broken']],
  [{ eventTypes: ['streak.broken' as const] }, ['streak.broken']],
  [{ enabled: false }, []],
])('an endpoint that is %j takes %j', (request, taken) => {
  const { takes } = endpointFrom(change(one.endpoints, { id, ...request }).endpoint, NOON);
  expect(['streak.started', 'streak.broken'].filter(takes)).toEqual(taken);
});

test.each([
  ['for a day after a rotation, both secrets sign', 'rotate', DAY - 1, ['secret-2', 'secret-1']],
  ['then the new one alone', 'rotate', DAY, ['secret-2']],
  ['one that is replaced signs no more', 'replace', 0, ['secret-2']],
] as const)('%s', (_, secret, later, signing) => {
  const rotated = change(one.endpoints, { id, secret }, 2, NOON);
  expect(rotated.secret).toBe('secret-2');
  expect(endpointFrom(rotated.endpoint, NOON + later).secrets).toEqual(signing);
});

test.each([
  [{}, 'malformed-webhook', 'needs a url'],
  [{ url: 'http://api.example.com/' }, 'malformed-webhook', 'https'],
  [{ url: 'https://10.0.0.3/' }, 'malformed-webhook', 'no public host name'],
  [{ url: 'https://metadata.google.internal/' }, 'malformed-webhook', 'no public host name'],
  [{ url: 'https://old.example' }, 'malformed-webhook', 'WEBHOOK_URLS'],
  [{ id: 'ffffffffffff' }, 'unknown-webhook', 'listWebhookEndpoints'],
  [{ id: 'ffffffffffff', url }, 'unknown-webhook', 'listWebhookEndpoints'],
  [{ id, url: 'https://b.example/' }, 'malformed-webhook', 'another endpoint'],
])('%j is refused: %s, for it %s', (request, reason, words) => {
  const { endpoints } = change(one.endpoints, { url: 'https://b.example/' }, 2);
  const refusal = refusalOf(() => change(endpoints, request));
  expect([refusal?.reason, refusal?.message]).toEqual([reason, expect.stringContaining(words)]);
});

test('there are ten at most', () => {
  const add = (endpoints: Endpoints, number: number) =>
    change(endpoints, { url: `https://h${number}.example/` }, number).endpoints;
  const ten = Array.from({ length: 10 }, (_, number) => number).reduce(add, none);
  expect(ten).toHaveLength(10);
  expect(refusalOf(() => add(ten, 10))?.reason).toBe('too-many-webhooks');
  expect(add(ten, 9)).toEqual(ten);
});

const steps = fc.array(
  fc.record({
    host: fc.integer({ min: 0, max: 3 }),
    enabled: fc.option(fc.boolean(), { nil: undefined }),
    secret: fc.constantFrom(undefined, 'rotate' as const, 'replace' as const),
    hours: fc.integer({ min: 0, max: 30 }),
  }),
  { maxLength: 30 },
);

test('whatever changes: an address has one endpoint, the latest secret signs, none signs for longer than a day after it, and none is shown', () => {
  fc.assert(
    fc.property(steps, (all) => {
      let endpoints = none;
      let now = NOON;
      const told = new Map<string, { readonly secret: string; endsAt: number }[]>();
      all.forEach(({ host, enabled, secret, hours }, number) => {
        now += hours * 3_600_000;
        const request = { url: `https://h${host}.example/`, enabled, secret };
        const after = change(endpoints, request, number, now);
        const name = after.endpoint.id;
        if (after.secret !== null) {
          const before = told.get(name) ?? [];
          for (const each of before) {
            each.endsAt = secret === 'replace' ? now : Math.min(each.endsAt, now + DAY);
          }
          told.set(name, [{ secret: after.secret, endsAt: Infinity }, ...before]);
        }
        endpoints = after.endpoints;
        const urls = endpoints.map((endpoint) => endpoint.url);
        expect(new Set(urls).size).toBe(urls.length);
        for (const endpoint of endpoints) {
          const right = (told.get(endpoint.id) ?? [])
            .filter(({ endsAt }) => endsAt > now)
            .map((each) => each.secret);
          expect(endpointFrom(endpoint, now).secrets).toEqual(right.slice(0, 5));
          expect(JSON.stringify(viewEndpoint(endpoint, now))).not.toContain('secret-');
        }
      });
    }),
  );
});
