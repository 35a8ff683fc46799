import {
  type HttpsFunction,
  type HttpsOptions,
  onRequest,
  type Request,
} from 'firebase-functions/https';
import { randomUUID } from 'node:crypto';
import { FirestreakError } from '../contracts/errors';
import { clientAddress } from '../platform/clientAddress';
import { log } from '../platform/log';
import type { HttpsResponse } from '../platform/request';
import { guardForeignLogs } from './foreignLogs';
import type { Gate } from './gate';
import type { HandlerOf, HttpsRow } from './rows';

/**
 * An HTTPS function that anyone can reach, kept to its row of the table: its methods, its size, and no
 * more from one address than a person would send. Refusals say why.
 */
export function https(
  name: string,
  { access }: HttpsRow,
  handle: HandlerOf<HttpsRow>,
  gate: Gate,
  options: HttpsOptions,
): HttpsFunction {
  return onRequest(options, async (request, response) => {
    guardForeignLogs();
    const context = { operation: name, correlationId: randomUUID() };
    const { status, headers = {}, body } = await answer(request);
    response.status(status).set(headers).send(body);

    async function answer(asked: Request): Promise<HttpsResponse> {
      try {
        const refused = refusalOf(asked);
        if (refused) return refused;
        return await handle(httpsRequest(asked), context);
      } catch (error) {
        log.error('unexpected_failure', context, error);
        return refusal(500, 'unexpected');
      }
    }

    function refusalOf(asked: Request): HttpsResponse | undefined {
      if (!access.methods.includes(asked.method)) {
        return logged(405, 'unsupported-method', { Allow: access.methods.join(', ') });
      }
      if (bytesOf(asked) > access.maxBytes) return logged(413, 'too-long');
      try {
        gate.limitAddress(clientAddress(asked.headers, asked.socket.remoteAddress));
        return undefined;
      } catch (error) {
        if (!(error instanceof FirestreakError)) throw error;
        const seconds = Math.ceil(Number(error.details['retryAfterMs']) / 1000);
        return logged(429, error.reason, { 'Retry-After': String(seconds) });
      }
    }

    function logged(status: number, reason: string, headers = {}): HttpsResponse {
      log.info('refused', context, { reason });
      return { ...refusal(status, reason), headers };
    }

    function refusal(status: number, reason: string): HttpsResponse {
      return { status, body: { error: { reason, correlationId: context.correlationId } } };
    }
  });
}

function httpsRequest(request: Request) {
  const { method, path, query, headers } = request;
  return {
    ...{ method, path, query, url: request.originalUrl },
    header: (name: string) => {
      const value = headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    rawBody: rawBodyOf(request),
  };
}

function bytesOf(request: Request): number {
  return rawBodyOf(request)?.length ?? 0;
}

/** There is no body without bytes, whatever the typings say. */
function rawBodyOf(request: Request): Buffer | undefined {
  return (request as { rawBody?: Buffer }).rawBody;
}
