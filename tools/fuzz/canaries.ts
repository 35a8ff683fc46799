import { z } from 'zod';
import { callables, httpsFunctions } from '../../functions/src/functions';
import { contracts } from '../apiDocs/contracts';
import { type Attack, type Caller, json, oddHeaders, ofTask } from './attack';
import { messagesByTopic, tasks } from './background';
import { CANARY } from './canary';
import { complete } from './nearValid';

/** The canary in forms that fields might take, or that errors like to repeat. */
const forms: readonly unknown[] = [
  CANARY,
  `${CANARY}@example.com`,
  `Europe/${CANARY}`,
  `users/${CANARY}/../..`,
  `2026-03-01${CANARY}`,
  `{"${CANARY}": ${CANARY}`,
  `first line\n    at ${CANARY} (/workspace/lib/index.js:1:1)`,
  Buffer.from(JSON.stringify(['deliveries uid', `users/${CANARY}`])).toString('base64url'),
  Buffer.from(`{"${CANARY}": ${CANARY}`).toString('base64url'),
  { [CANARY]: CANARY },
  [CANARY],
];

/** Some of them: a message that cannot be handled comes back a few times, which takes a second. */
const formsInMessages = [
  CANARY,
  `users/${CANARY}/../..`,
  Buffer.from(CANARY).toString('base64url'),
];

/** Ids of calls that do not have the form of one. */
const correlationIds = [`${CANARY}@example.com`, `${CANARY} wrote this`, `${CANARY}/1`];

const SEED = 1;

/**
 * Requests that hold the canary: in the place of every field of every callable, task and message, as the name of a
 * field that nobody knows on every level, and in headers, paths and queries. A new field is among them
 * by being in its contract.
 */
export function canaries(now: number): Attack[] {
  return [
    ...contracts.flatMap(({ name, request }) => {
      const as = callables[name].access.by;
      const example = complete(z.toJSONSchema(request, { io: 'input' }), now, SEED);
      return [
        ...withCanaries(example).map((data) => callOf(name, as, JSON.stringify({ data }))),
        ...correlationIds.map((correlationId) =>
          callOf(name, as, JSON.stringify({ data: { ...(example as object), correlationId } })),
        ),
      ];
    }),
    ...['getStreak', 'deleteMyData'].flatMap((name) => aroundCall(name)),
    ...Object.keys(httpsFunctions).flatMap(aroundPage),
    ...storedWithCanaries(),
    ...tasks.flatMap(({ queue, task }) =>
      withCanaries(complete(z.toJSONSchema(task, { io: 'input' }), now, SEED)).map((data) => ({
        ...onBackground,
        kind: 'task' as const,
        name: queue,
        body: JSON.stringify({ data }),
      })),
    ),
    ...messagesByTopic.flatMap(({ topic, message }) => [
      ...withCanaries(
        complete(z.toJSONSchema(message, { io: 'input' }), now, SEED),
        formsInMessages,
      ).map((data) => messageOf(topic, {}, JSON.stringify(data))),
      messageOf(topic, { correlationId: `${CANARY} @ once`, [CANARY]: CANARY }, CANARY),
    ]),
  ];
}

/** Documents whose events functions take, each with something in it that makes no sense. */
function storedWithCanaries(): Attack[] {
  const event = {
    kind: 'milestone',
    day: '2026-03-01',
    at: new Date(),
    days: 7,
    runStart: '2026-02-23',
  };
  const day = { [CANARY]: CANARY, verdict: CANARY };
  const documents: Readonly<Record<string, object>>[] = [
    { 'users/ada/events/e': { ...event, day: CANARY, correlationId: `${CANARY} @ once` } },
    { 'users/ada/events/f': { ...event, days: CANARY } },
    { 'users/ada/events/g': { ...event, [CANARY]: { [CANARY]: CANARY } } },
    { 'users/ada': { streak: CANARY }, 'users/ada/events/h': event },
    { 'users/ada': { streak: { [CANARY]: CANARY } }, 'users/ada/events/i': event },
    { [`users/ada/months/${CANARY}`]: { days: { [CANARY]: day } } },
    { 'users/ada/months/2026-03': { days: CANARY } },
  ];
  return documents.map((stored) => ({ ...callOf('getStreak', 'user', '{"data":{}}'), stored }));
}

/** Runs of schedules whose time is none. */
export function schedulesWithCanaries(names: readonly string[]): Attack[] {
  return names.flatMap((name) =>
    [`${CANARY} @ noon`, new Date().toISOString()].map((time) => ({
      ...onBackground,
      kind: 'schedule' as const,
      name,
      headers: { ...json, 'x-cloudscheduler-scheduletime': time },
      body: JSON.stringify({ [CANARY]: CANARY }),
    })),
  );
}

/** The value with the canary in one place: of a field, of an entry, or as the name of one more field. */
function withCanaries(value: unknown, odds = forms): unknown[] {
  if (typeof value !== 'object' || value === null) return [...odds];
  const inner = Object.entries(value).flatMap(([name, field]) =>
    withCanaries(field, name === 'correlationId' ? correlationIds : odds).map((odd) =>
      Array.isArray(value)
        ? value.map((entry: unknown, index) => (String(index) === name ? odd : entry))
        : { ...value, [name]: odd },
    ),
  );
  return [...odds, ...inner, ...(Array.isArray(value) ? [] : [{ ...value, [CANARY]: 1 }]), value];
}

function callOf(name: string, as: Caller, body: string): Attack {
  return { kind: 'callable', name, method: 'POST', path: '', headers: json, body, as };
}

const bodies = [
  `{"data": ${CANARY}`,
  `{"data": {}, "${CANARY}": "${CANARY}"}`,
  `{"${CANARY}": 1}`,
  `"${CANARY}"`,
  CANARY,
  `{"data": {"@type": "${CANARY}"}}`,
  `{"data": {"@type": "type.googleapis.com/google.protobuf.Int64Value", "value": "${CANARY}"}}`,
];

/** All that surrounds the data of a call. */
function aroundCall(name: string): Attack[] {
  const sound = callOf(name, 'user', JSON.stringify({ data: {} }));
  return [
    ...oddHeaders.map((headers) => ({ ...sound, headers: { ...headers } })),
    ...bodies.map((body) => ({ ...sound, body })),
    ...[`/${CANARY}`, `?${CANARY}=${CANARY}`, `/%zz${CANARY}`].map((path) => ({ ...sound, path })),
    ...['GET', 'PUT', 'DELETE'].map((method) => ({ ...sound, method, path: `/${CANARY}` })),
  ];
}

const report = {
  ...{ event: 'bounce', sg_event_id: CANARY, timestamp: 1, email: `${CANARY}@example.com` },
  ...{ type: CANARY, reason: CANARY, url: `https://${CANARY}.example`, useragent: CANARY },
  ...{ delivery: `${CANARY}_x_email`, ip: CANARY, [CANARY]: CANARY },
};

function aroundPage(name: string): Attack[] {
  const sound = {
    ...{ kind: 'https' as const, name, method: 'GET', path: '', headers: json, body: '' },
    as: 'nobody' as const,
  };
  const tokens = [CANARY, `v1.${CANARY}.${CANARY}`, `v1.${btoa(CANARY)}.${btoa(CANARY)}`];
  const paths = [
    ...tokens.map((token) => `?token=${token}`),
    ...[`/s/${CANARY}`, `/s/${CANARY}zzzzzzzz`, `/s/${CANARY}zzzzzzzz/card.png?${CANARY}`],
    ...[`/${CANARY}`, `/%zz${CANARY}`, `?${CANARY}[${CANARY}]=${CANARY}`, `/s/${CANARY}%ff`],
  ];
  const posted = [...bodies, JSON.stringify([report]), JSON.stringify([{ [CANARY]: report }])];
  return [
    ...paths.map((path) => ({ ...sound, path })),
    ...paths.map((path) => ({ ...sound, path, method: 'POST' })),
    ...oddHeaders.map((headers) => ({ ...sound, headers: { ...headers } })),
    ...oddHeaders.map((headers) => ({ ...sound, method: 'POST', headers: { ...headers } })),
    ...posted.map((body) => ({ ...sound, method: 'POST', body })),
    ...posted.map((body) => ({ ...sound, method: 'POST', body, isSigned: true as const })),
  ];
}

const onBackground = {
  ...{ method: 'POST', path: '', as: 'nobody' as const },
  headers: ofTask,
};

function messageOf(name: string, headers: Readonly<Record<string, string>>, body: string): Attack {
  return { ...onBackground, kind: 'message', name, headers, body };
}
