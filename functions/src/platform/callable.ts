import { randomUUID } from 'node:crypto';
import {
  type CallableFunction,
  type CallableOptions,
  type CallableRequest,
  type CallableResponse,
  HttpsError,
  type HttpsFunction,
  onCall,
} from 'firebase-functions/https';
import { z } from 'zod';
import { type Access, type CallableName, access } from '../access';
import { allowedOrigins, consumeAppCheck, enforceAppCheck } from '../config';
import { scaled } from '../scaling';
import { FirestreakError } from '../shared/errors';
import type * as Administration from './administration';
import { admit, isAnonymous } from './admit';
import type { Caller } from './caller';
import { type Contract, type StrictRequest, envelope } from './contract';
import { DependencyDownError } from './dependencyDownError';
import { factsOf } from './errorFacts';
import { fit, flawIn } from './fit';
import { guardForeignLogs } from './foreignLogs';
import { clientAddress } from './limits/clientAddress';
import { isShared, limitAddress, limitShared, limitUser } from './limits/limitCalls';
import { log } from './log';
import type { Stream } from './stream';
import { isContention, isTransient } from './statusCode';

type Answer<Chunk> = CallableResponse<Chunk>;

type HttpHandler = (...call: Parameters<HttpsFunction>) => unknown;

/** How long a body may be, in bytes: users send ids and choices, administrators lists of ids. */
const MAX_BYTES = { user: 32_768, admin: 262_144 } as const;

/** How much is told of what is wrong with a request, which may be wrong in thousands of places. */
const MOST_ISSUES = 10;
const MOST_CHARACTERS = 1_000;

/**
 * A callable function that keeps its contract: only callers whom the access table lets in, requests
 * checked before the use case sees them, and every failure told with a code of the closed set, a
 * reason and the correlation id.
 */
export function callable<
  Name extends CallableName,
  Request extends StrictRequest,
  Response extends z.ZodType,
>(
  contract: Contract<Request, Response, Name>,
  useCase: (
    caller: Caller,
    request: z.output<Request>,
    stream: Stream<z.output<Response>>,
  ) => Promise<z.output<Response>>,
  more: Pick<CallableOptions, 'vpcConnector' | 'timeoutSeconds'> = {},
): CallableFunction<unknown, Promise<z.output<Response>>> {
  const row: Access = access[contract.name];
  const options = {
    ...more,
    ...scaled(contract.name),
    cors: allowedOrigins(),
    ...(row.consumesAppCheck && { consumeAppCheckToken: consumeAppCheck }),
  };
  const handler = onCall(
    options,
    async (call: CallableRequest<unknown>, answer?: Answer<z.output<Response>>) => {
      const sent = opened(call.data);
      const correlationId = envelope.safeParse(sent.envelope).data?.correlationId ?? randomUUID();
      const context = {
        operation: contract.name,
        correlationId,
        ...(call.auth && { userId: call.auth.uid }),
      };
      try {
        const demanded = { appCheck: enforceAppCheck.value(), freshToken: consumeAppCheck.value() };
        const uid = admit(row, call, demanded);
        const address = addressOf(call);
        limitAddress(address);
        limitUser(uid);
        const admin = row.by === 'admin' ? loadAdministration() : undefined;
        const by = await admin?.administration.vouch(call.auth, context);
        const request = checked(contract, sent, call.rawRequest);
        const stream = streamOf(call, answer);
        const limit = (stream.isOpen ? row.streamLimit : undefined) ?? row.limit;
        if (isShared(limit)) await limitShared(limit, uid, address);
        const caller = { uid, correlationId, isAnonymous: isWithoutAccount(call) };
        const act = () => useCase(caller, request, stream);
        if (!admin || !by || !row.recorded) return await act();
        return await admin.recorded({ call: contract.name, request, by }, context, act);
      } catch (thrown) {
        const refusal = asRefusal(thrown);
        if (!refusal) {
          log.error('unexpected_failure', context, thrown);
          const details = { reason: 'unexpected', correlationId };
          throw new HttpsError('internal', 'Something went wrong on our side.', details);
        }
        const cause = refusal === thrown ? {} : { errors: factsOf(thrown) };
        log.info('refused', context, { reason: refusal.reason, ...cause });
        const details = { ...refusal.details, reason: refusal.reason, correlationId };
        throw new HttpsError(refusal.code, refusal.message, details);
      }
    },
  );
  return new Proxy(handler, {
    apply: (target, _, [request, response]: Parameters<HttpHandler>) => {
      guardForeignLogs();
      return target(fit(request, MAX_BYTES[row.by]), response);
    },
  });
}

/** Only calls of administrators ask Auth, behind a breaker: no other cold start pays for it. */
function loadAdministration(): typeof Administration {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() of a file of ours works in no tool that runs TypeScript
  return require('./administration') as typeof Administration;
}

function isWithoutAccount({ auth }: CallableRequest<unknown>): boolean {
  return auth !== undefined && isAnonymous(auth);
}

function addressOf({ rawRequest }: CallableRequest<unknown>): string {
  return clientAddress(rawRequest.headers, rawRequest.socket.remoteAddress);
}

/** Where to send what comes before the answer. A test that runs a callable alone gives no `answer`. */
function streamOf<Chunk>(
  { acceptsStreaming }: CallableRequest<unknown>,
  answer: Answer<Chunk> | undefined,
): Stream<Chunk> {
  return {
    isOpen: acceptsStreaming && answer !== undefined,
    send: async (chunk) => answer?.sendChunk(chunk),
    signal: answer?.signal ?? new AbortController().signal,
  };
}

/** What a client has sent, as it came. */
interface Sent {
  readonly envelope: object;
  readonly request: unknown;
}

/** Takes the envelope off a request. Clients send null for nothing, and for what is undefined. */
function opened(data: unknown): Sent {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return { envelope: {}, request: data ?? {} };
  }
  const { correlationId, ...request } = data as Readonly<Record<string, unknown>>;
  return { envelope: (correlationId ?? null) === null ? {} : { correlationId }, request };
}

/** The request in what was sent. @throws FirestreakError `malformed-request` */
function checked<Request extends StrictRequest>(
  contract: Contract<Request>,
  sent: Sent,
  rawRequest: object,
): z.output<Request> {
  const flaw = flawIn(rawRequest);
  if (flaw !== undefined) throw new FirestreakError('malformed-request', flaw);
  parsed(envelope, sent.envelope);
  return parsed(contract.request, sent.request);
}

/** @throws FirestreakError `malformed-request`, naming fields and never what was in them */
function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const text = z.prettifyError(new z.ZodError(error.issues.slice(0, MOST_ISSUES)));
  const isLong = text.length > MOST_CHARACTERS;
  const told = isLong ? `${text.slice(0, MOST_CHARACTERS).toWellFormed()}…` : text;
  throw new FirestreakError('malformed-request', told);
}

function asRefusal(thrown: unknown): FirestreakError | undefined {
  if (thrown instanceof FirestreakError) return thrown;
  if (isContention(thrown)) {
    const advice = 'Too many changes to this user at once. Send the request again.';
    return new FirestreakError('too-much-contention', advice);
  }
  if (isTransient(thrown)) {
    const advice = 'The store did not answer in time. Send the request again.';
    return new FirestreakError('temporarily-unavailable', advice);
  }
  if (thrown instanceof DependencyDownError) {
    const advice = 'A service that this needs is down. Send the request again.';
    return new FirestreakError('temporarily-unavailable', advice);
  }
  return undefined;
}
