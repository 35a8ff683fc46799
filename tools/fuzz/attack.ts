import fc from 'fast-check';
import { z } from 'zod';
import { openToAnyone } from '../../functions/src/access';
import { contracts } from '../apiDocs/contracts';
import { nearValid } from './nearValid';
import { ABYSS, CANARY, oddValue } from './oddValues';

/** One HTTP request to a function. */
export interface Attack {
  readonly name: string;
  readonly kind: 'callable' | 'https';
  readonly method: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Who signs in, if anyone does. */
  readonly as: 'user' | 'admin' | 'nobody';
}

const ABYSS_JSON = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

const json = { 'content-type': 'application/json' };

const oddHeaders = fc.constantFrom<Record<string, string>>(
  json,
  json,
  json,
  {},
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-8' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { ...json, accept: 'text/event-stream' },
  { ...json, authorization: `Bearer ${CANARY}` },
  { ...json, authorization: 'Basic x' },
  { ...json, 'x-firebase-appcheck': CANARY },
  { ...json, 'x-forwarded-for': `${CANARY}, ::1, not an address` },
  { ...json, 'firebase-instance-id-token': CANARY },
  { ...json, origin: 'https://evil.example' },
);

const methods = fc.constantFrom('POST', 'POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'PATCH');

/** Bodies that are JSON, nearly JSON, and other. */
function bodyOf(data: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const asBody = fc.tuple(
    data,
    fc.constantFrom(...Array<string>(8).fill('ok'), 'more', 'cut', 'bare'),
  );
  return asBody.map(([value, form]) => {
    const request = { data: value, ...(form === 'more' && { [CANARY]: 1 }) };
    const text = JSON.stringify(request).replaceAll(`"${ABYSS}"`, ABYSS_JSON);
    if (form === 'cut') return text.slice(0, Math.floor(text.length / 2));
    return form === 'bare' ? JSON.stringify(value) : text;
  });
}

const onCallable = ({ name, request }: (typeof contracts)[number], now: number) =>
  fc.record({
    name: fc.constant(name),
    kind: fc.constant('callable' as const),
    method: methods,
    query: fc.constant(''),
    headers: oddHeaders,
    body: bodyOf(nearValid(z.toJSONSchema(request, { io: 'input' }), now)),
    as: fc.constantFrom('user' as const, 'user' as const, 'admin' as const, 'nobody' as const),
  });

const onHttps = (name: string) =>
  fc.record({
    name: fc.constant(name),
    kind: fc.constant('https' as const),
    method: methods,
    query: fc
      .tuple(fc.constantFrom('token', 'token[]', 'token[__proto__]', CANARY), oddValue)
      .map(
        ([key, value]) => `?${encodeURI(key)}=${encoded(JSON.stringify(value).slice(0, 2_000))}`,
      ),
    headers: oddHeaders,
    body: fc.oneof(bodyOf(oddValue), fc.constant('List-Unsubscribe=One-Click')),
    as: fc.constant('nobody' as const),
  });

/** Requests to every callable and HTTPS function there is. */
export function attacks(now: number): fc.Arbitrary<Attack> {
  return fc.oneof(
    ...contracts.map((contract) => onCallable(contract, now)),
    ...Object.keys(openToAnyone).map(onHttps),
  );
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
