import { randomUUID } from 'node:crypto';
import {
  type CallableFunction,
  type CallableRequest,
  HttpsError,
  onCall,
} from 'firebase-functions/https';
import { z } from 'zod';
import { enforceAppCheck } from '../config';
import { FirestreakError } from '../shared/errors';
import type { Caller } from './caller';
import type { Contract } from './contract';
import { log } from './log';
import { isContention, isTransient } from './statusCode';

/** Sent beside a request's own fields by clients that want to follow it. */
const envelope = z.object({ correlationId: z.string().regex(/^[\w-]{8,64}$/) });

/**
 * A callable function that keeps its contract: signed-in callers only, requests checked before the
 * use case sees them, and every failure told with a code of the closed set, a reason and the
 * correlation id.
 */
export function callable<Request extends z.ZodType, Response extends z.ZodType>(
  contract: Contract<Request, Response>,
  useCase: (caller: Caller, request: z.output<Request>) => Promise<z.output<Response>>,
): CallableFunction<unknown, Promise<z.output<Response>>> {
  return onCall({ enforceAppCheck }, async (call: CallableRequest<unknown>) => {
    const correlationId = envelope.safeParse(call.data).data?.correlationId ?? randomUUID();
    const context = {
      operation: contract.name,
      correlationId,
      ...(call.auth && { userId: call.auth.uid }),
    };
    try {
      if (!call.auth) throw new FirestreakError('sign-in-required', 'Sign in before calling.');
      const request = contract.request.safeParse(call.data);
      if (!request.success) {
        throw new FirestreakError('malformed-request', z.prettifyError(request.error));
      }
      return await useCase({ uid: call.auth.uid, correlationId }, request.data);
    } catch (thrown) {
      const refusal = asRefusal(thrown);
      if (!refusal) {
        log.error('unexpected_failure', context, thrown);
        const details = { reason: 'unexpected', correlationId };
        throw new HttpsError('internal', 'Something went wrong on our side.', details);
      }
      log.info('refused', context, { reason: refusal.reason });
      const details = { reason: refusal.reason, correlationId };
      throw new HttpsError(refusal.code, refusal.message, details);
    }
  });
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
  return undefined;
}
