import {
  type CallableFunction,
  type CallableOptions,
  type CallableRequest,
  type CallableResponse,
  HttpsError,
  type HttpsFunction,
  onCall,
} from 'firebase-functions/https';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type Contract, envelope, type StrictRequest } from '../contracts/contract';
import { codeOfReason, FirestreakError } from '../contracts/errors';
import { clientAddress } from '../platform/clientAddress';
import { errorFactsOf } from '../platform/errorFacts';
import { log } from '../platform/log';
import type { Stream } from '../platform/request';
import { authorize, isAnonymous } from './authorize';
import { guardForeignLogs } from './foreignLogs';
import type { Gate } from './gate';
import { asRefusal, parsed } from './refusals';
import { bodyErrorIn, validateBody } from './requestBody';
import type { CallableRow, UseCase } from './rows';

type Answer<Chunk> = CallableResponse<Chunk>;

type HttpHandler = (...call: Parameters<HttpsFunction>) => unknown;

/** How long a body may be, in bytes: users send ids and choices, administrators lists of ids. */
const MAX_BYTES = { user: 32_768, admin: 262_144 } as const;

/**
 * A callable function that keeps its contract: only callers whom its row of the table lets in, requests
 * checked before the use case sees them, and every failure told with a code of the closed set, a
 * reason and the correlation id.
 *
 * @param options what it is deployed with
 * @param whenCalled what only a call needs: while functions are deployed, it has no value yet
 */
export function callable<Request extends StrictRequest, Response extends z.ZodType>(
  name: string,
  { contract, access }: CallableRow<Request, Response>,
  useCase: UseCase<z.output<Request>, z.output<Response>>,
  gate: Gate,
  options: CallableOptions,
  whenCalled: () => Pick<CallableOptions, 'cors' | 'consumeAppCheckToken'>,
): CallableFunction<unknown, Promise<z.output<Response>>> {
  const serve = async (call: CallableRequest<unknown>, answer?: Answer<z.output<Response>>) => {
    const sent = opened(call.data);
    const correlationId = envelope.safeParse(sent.envelope).data?.correlationId ?? randomUUID();
    const context = {
      operation: name,
      correlationId,
      ...(call.auth && { userId: call.auth.uid }),
    };
    try {
      const uid = authorize(access, call, gate.settings);
      const address = addressOf(call);
      gate.limitAddress(address);
      gate.limitUser(uid);
      const by =
        access.by === 'admin' ? await gate.verifyAdministrator(call.auth, context) : undefined;
      const request = checked(contract(), sent, call.rawRequest);
      const stream = streamOf(call, answer);
      const limit = (stream.isOpen ? access.streamLimit : undefined) ?? access.limit;
      await gate.limitShared(limit, uid, address);
      const caller = { uid, correlationId, isAnonymous: isWithoutAccount(call) };
      const act = () => useCase(caller, request, stream);
      if (!by || !access.recorded) return await act();
      return await gate.recorded({ call: name, request, by }, context, act);
    } catch (thrown) {
      const refusal = asRefusal(thrown);
      if (!refusal) {
        log.error('unexpected_failure', context, thrown);
        const details = { reason: 'unexpected', correlationId };
        const error = new HttpsError('internal', 'Something went wrong on our side.', details);
        throw Object.assign(error, { cause: thrown }); // for whoever runs it in process
      }
      const cause = refusal === thrown ? {} : { errors: errorFactsOf(thrown) };
      const isOurs = refusal.reason === 'temporarily-unavailable';
      log[isOurs ? 'warn' : 'info']('refused', context, { reason: refusal.reason, ...cause });
      const details = { ...refusal.details, reason: refusal.reason, correlationId };
      throw new HttpsError(codeOfReason[refusal.reason], refusal.message, details);
    }
  };
  const handler = onCall(options, serve);
  let serving: typeof handler | undefined;
  return new Proxy(handler, {
    apply: (_target, _self, [request, response]: Parameters<HttpHandler>) => {
      guardForeignLogs();
      serving ??= onCall({ ...options, ...whenCalled() }, serve);
      return serving(validateBody(request, MAX_BYTES[access.by]), response);
    },
  });
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

/** A client's request as it arrived. */
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
  const bodyError = bodyErrorIn(rawRequest);
  if (bodyError !== undefined) throw new FirestreakError('malformed-request', bodyError);
  parsed(envelope, sent.envelope);
  return parsed(contract.request, sent.request);
}
