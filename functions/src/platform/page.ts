import { randomUUID } from 'node:crypto';
import { type HttpsFunction, type Request, onRequest } from 'firebase-functions/https';
import type { SecretParam } from 'firebase-functions/params';
import { type OpenAccess, type OpenName, openToAnyone } from '../access';
import { scaled } from '../scaling';
import { FirestreakError } from '../shared/errors';
import { guardForeignLogs } from './foreignLogs';
import { clientAddress } from './limits/clientAddress';
import { limitAddress } from './limits/limitCalls';
import { log } from './log';

type Response = Parameters<Parameters<typeof onRequest>[0]>[1];

/**
 * An HTTPS function that anyone can reach, kept to its row of the access table: its methods, its size,
 * and no more from one address than a person would send. Refusals say why.
 */
export function page(
  name: OpenName,
  options: { readonly secrets?: SecretParam[] },
  handle: (request: Request, response: Response, correlationId: string) => Promise<void>,
): HttpsFunction {
  return onRequest({ ...options, ...scaled(name) }, async (request, response) => {
    guardForeignLogs();
    const correlationId = randomUUID();
    const refuse = (status: number, reason: string, headers = {}) => {
      log.info('refused', { operation: name, correlationId }, { reason });
      response.status(status).set(headers).json({ error: { reason, correlationId } });
    };
    const row: OpenAccess = openToAnyone[name];
    if (!row.methods.includes(request.method)) {
      refuse(405, 'unsupported-method', { Allow: row.methods.join(', ') });
      return;
    }
    if (bytesOf(request) > row.maxBytes) {
      refuse(413, 'too-long');
      return;
    }
    try {
      limitAddress(clientAddress(request.headers, request.socket.remoteAddress));
    } catch (error) {
      if (!(error instanceof FirestreakError)) throw error;
      const seconds = Math.ceil(Number(error.details['retryAfterMs']) / 1000);
      refuse(429, error.reason, { 'Retry-After': String(seconds) });
      return;
    }
    try {
      await handle(request, response, correlationId);
    } catch (error) {
      log.error('unexpected_failure', { operation: name, correlationId }, error);
      if (response.headersSent) response.end();
      else response.status(500).json({ error: { reason: 'unexpected', correlationId } });
    }
  });
}

function bytesOf(request: Request): number {
  // There is no body without bytes, whatever the typings say.
  return (request as { rawBody?: Buffer }).rawBody?.length ?? 0;
}
