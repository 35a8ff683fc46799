import fc from 'fast-check';
import { z } from 'zod';
import { httpsFunctions } from '../../functions/src/functions';
import { contracts } from '../apiDocs/contracts';
import { messagesByTopic, tasks } from './background';
import { CANARY } from './canary';
import { OTHER, OTHERS_SHARE, extremeTexts } from './extremes';
import { nearValid } from './nearValid';
import { ABYSS, oddValue } from './oddValues';

/** Something that is sent to a function: an HTTP request, or a message on its topic. */
export interface Attack {
  readonly kind: 'callable' | 'https' | 'task' | 'schedule' | 'message';
  /** Of the function, or of the topic. */
  readonly name: string;
  readonly method: string;
  /** Below the function, with its query. */
  readonly path: string;
  /** Or the attributes of the message. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Who signs in, if anyone does. */
  readonly as: Caller;
  /** Whether SendGrid's signature over the body is added. */
  readonly isSigned?: true;
  /** Documents that are written before it, by path. */
  readonly stored?: Readonly<Record<string, object>>;
}

export type Caller = 'user' | 'anonymous' | 'other' | 'admin' | 'nobody';

const ABYSS_JSON = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

export const json = { 'content-type': 'application/json' };

/** As Cloud Tasks sends with a task. */
export const ofTask = {
  ...json,
  'x-cloudtasks-taskname': 'a-task-of-the-fuzzer',
  'x-cloudtasks-taskretrycount': '0',
};

/** Headers that anyone can send, with the canary in them or of a form that is none. */
export const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'content-type': 'text/plain' },
  { 'content-type': `text/${CANARY}` },
  { 'content-type': `application/json; charset=${CANARY}` },
  { 'content-type': 'application/json; charset=utf-8' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { ...json, 'content-encoding': CANARY },
  { ...json, 'content-encoding': 'gzip' },
  { ...json, accept: 'text/event-stream' },
  { ...json, accept: CANARY },
  { ...json, authorization: `Bearer ${CANARY}` },
  { ...json, authorization: `Bearer ${tokenOf(CANARY)}` },
  { ...json, authorization: `Bearer ${tokenOf({ sub: { [CANARY]: 1 } })}` },
  { ...json, authorization: `Bearer ${tokenOf([CANARY])}` },
  { ...json, authorization: `Bearer e30.${Buffer.from(CANARY).toString('base64url')}.x` },
  { ...json, authorization: `Basic ${CANARY}` },
  { ...json, authorization: CANARY },
  { ...json, 'x-firebase-appcheck': CANARY },
  { ...json, 'x-firebase-appcheck': tokenOf(CANARY) },
  { ...json, 'x-forwarded-for': `${CANARY}, ::1, not an address` },
  { ...json, 'x-forwarded-for': `203.0.113.7, ${CANARY}` },
  { ...json, 'firebase-instance-id-token': CANARY },
  { ...json, 'user-agent': `${CANARY}/1.0 (${CANARY}@example.com)` },
  { ...json, referer: `https://${CANARY}.example/${CANARY}?q=${CANARY}` },
  { ...json, origin: `https://${CANARY}.example` },
  { ...json, cookie: `__session=${CANARY}` },
  { ...json, 'accept-language': CANARY },
  { ...json, 'if-none-match': `"${CANARY}"` },
  { ...json, traceparent: `00-${CANARY}-0123456789abcdef-01` },
  { ...json, 'x-cloud-trace-context': `${CANARY}/1;o=1` },
  { ...json, 'x-cloudtasks-taskname': `${CANARY} @ queue` },
  { ...json, 'x-cloudscheduler-scheduletime': `${CANARY} @ noon` },
];

const headers = fc.oneof(
  { weight: 9, arbitrary: fc.constant<Readonly<Record<string, string>>>(json) },
  { weight: 1, arbitrary: fc.constantFrom(...oddHeaders) },
);

const methods = fc.constantFrom(
  ...Array<string>(30).fill('POST'),
  ...['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'],
);

/** Bodies that are JSON, nearly JSON, and other. */
function bodyOf(data: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const forms = [...Array<string>(20).fill('ok'), 'more', 'cut', 'bare'];
  return fc.tuple(data, fc.constantFrom(...forms)).map(([value, form]) => {
    const request = { data: value, ...(form === 'more' && { [CANARY]: 1 }) };
    const text = jsonOf(request);
    if (form === 'cut') return text.slice(0, Math.floor(text.length / 2));
    return form === 'bare' ? jsonOf(value) : text;
  });
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value ?? null).replaceAll(`"${ABYSS}"`, ABYSS_JSON);
}

const onCallable = ({ name, request }: (typeof contracts)[number], now: number) =>
  fc.record({
    kind: fc.constant('callable' as const),
    name: fc.constant(name),
    method: methods,
    path: fc.constantFrom(...Array<string>(8).fill(''), `/${CANARY}`, `?${CANARY}=${CANARY}`),
    headers,
    body: bodyOf(nearValid(z.toJSONSchema(request, { io: 'input' }), now)),
    as: fc.constantFrom<Caller>('user', 'user', 'anonymous', 'admin', 'admin', 'nobody'),
  });

const share = [
  ...[`/s/${OTHERS_SHARE}`, `/s/${OTHERS_SHARE}/go`, `/s/${OTHERS_SHARE}/card.png`, '/s/page.js'],
  ...[
    `/s/${OTHERS_SHARE}/square.png?${CANARY}=1`,
    `/s/${CANARY}zzzzzzzz`,
    '/s/',
    '//',
    '/s//card.png',
  ],
  ...['/s/..%2f..%2fusers', '/s/%00', '/s/%ff', `/s/${'a'.repeat(4_000)}`, '/s/page.css/x'],
  ...[`/s/${OTHERS_SHARE}/${CANARY}`, `/s/${OTHERS_SHARE}/card.png/x`, '/s/__proto__/card.png'],
];

const paths = fc.oneof(
  fc.constantFrom('', ...share),
  fc
    .tuple(fc.constantFrom('token', 'token[]', 'token[__proto__]', CANARY), oddValue)
    .map(([key, value]) => `?${encodeURI(key)}=${encoded(jsonOf(value).slice(0, 2_000))}`),
  fc.constantFrom(...extremeTexts).map((text) => `/s/${encoded(text)}`),
);

/** What SendGrid reports, and what somebody might send in its place. */
const reports = fc.array(
  fc.oneof(
    nearValid(
      z.toJSONSchema(
        z.object({
          event: z.enum(['delivered', 'bounce', 'open', 'spamreport', 'unsubscribe', 'dropped']),
          sg_event_id: z.string(),
          timestamp: z.number(),
          email: z.string().optional(),
          type: z.string().optional(),
          delivery: z.string(),
        }),
      ),
      0,
    ),
    oddValue,
  ),
  { maxLength: 5 },
);

const onHttps = (name: string) =>
  fc.record(
    {
      kind: fc.constant('https' as const),
      name: fc.constant(name),
      method: methods,
      path: paths,
      headers,
      body: fc.oneof(
        bodyOf(oddValue),
        reports.map(jsonOf),
        fc.constant('List-Unsubscribe=One-Click'),
      ),
      as: fc.constant<Caller>('nobody'),
      isSigned: fc.constant(true as const),
    },
    { requiredKeys: ['kind', 'name', 'method', 'path', 'headers', 'body', 'as'] },
  );

/** Of characters; deeper than that the framework cannot go. */
const MOST_IN_A_TASK = 100_000;

const background = {
  method: fc.constant('POST'),
  path: fc.constant(''),
  as: fc.constant<Caller>('nobody'),
};

const onTask = ({ queue, task }: (typeof tasks)[number], now: number) =>
  fc.record({
    ...background,
    kind: fc.constant('task' as const),
    name: fc.constant(queue),
    headers: fc.constant(ofTask),
    // The framework decodes tasks before they are ours; only our own come in.
    body: nearValid(z.toJSONSchema(task, { io: 'input' }), now)
      .map((data) => jsonOf({ data }))
      .filter((body) => !body.includes('@type') && body.length < MOST_IN_A_TASK),
  });

const onMessage = ({ topic, message }: (typeof messagesByTopic)[number], now: number) =>
  fc.record({
    ...background,
    kind: fc.constant('message' as const),
    name: fc.constant(topic),
    headers: fc.constantFrom<Readonly<Record<string, string>>>(
      {},
      { correlationId: 'a-run-of-the-fuzzer' },
      { correlationId: `${CANARY} @ once` },
    ),
    body: nearValid(z.toJSONSchema(message, { io: 'input' }), now).map(jsonOf),
  });

/** What is sent to every function there is. */
export function attacks(now: number): fc.Arbitrary<Attack> {
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.oneof(...contracts.map((contract) => onCallable(contract, now))),
    },
    { weight: 2, arbitrary: fc.oneof(...Object.keys(httpsFunctions).map(onHttps)) },
    {
      weight: 1,
      arbitrary: fc.oneof(
        ...tasks.map((task) => onTask(task, now)),
        ...messagesByTopic.map((message) => onMessage(message, now)),
      ),
    },
  );
}

/** A call as somebody makes it who means well. */
export function call(name: string, data: object, as: Caller): Attack {
  const body = JSON.stringify({ data });
  return { kind: 'callable', name, method: 'POST', path: '', headers: json, body, as };
}

/** What makes somebody of a caller: a streak, a name, a card, a device. */
export function beginningsOf(as: Caller, now: number): Attack[] {
  const occurredAt = new Date(now).toISOString();
  return [
    call('setTimeZone', { timeZone: 'Europe/Berlin' }, as),
    call('logActivity', { activityId: 'first', type: 'quiz_easy_passed', occurredAt }, as),
    call('setLeaderboardProfile', { displayName: 'Kim' }, as),
    call('registerDevice', { token: `phone-of-${OTHER}`, platform: 'android' }, as),
    call('createShare', { fields: ['streak'] }, as),
  ];
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** A token of the form that tokens have, with any claims. */
function tokenOf(claims: unknown): string {
  const [head, payload] = [{ alg: 'none' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${head ?? ''}.${payload ?? ''}.x`;
}
