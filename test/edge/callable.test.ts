import type { CallableRequest } from 'firebase-functions/https';
import { z } from 'zod';
import { cloud } from '../../functions/src/cloud';
import { callable } from '../../functions/src/edge/callable';
import { createGate } from '../../functions/src/edge/gate';
import { functions } from '../../functions/src/functions';
import { CircuitOpenError } from '../../functions/src/platform/circuitOpenError';
import { revokeShareContract } from '../../functions/src/contracts/shares';

const rpcError = (code: number, message = 'It failed.') =>
  Object.assign(new Error(message), { code });

test.each([
  ['a store that does not answer', rpcError(14), 'unavailable', 'temporarily-unavailable'],
  ['a deadline', rpcError(4), 'unavailable', 'temporarily-unavailable'],
  [
    'a transaction that took too long',
    rpcError(
      3,
      '3 INVALID_ARGUMENT: The referenced transaction has expired or is no longer valid.',
    ),
    'unavailable',
    'temporarily-unavailable',
  ],
  ['an open breaker', new CircuitOpenError('pubsub'), 'unavailable', 'temporarily-unavailable'],
  ['contention', rpcError(10), 'aborted', 'too-much-contention'],
  ['a defect', new TypeError('x is not a function'), 'internal', 'unexpected'],
])('%s is told as what it is', async (_, thrown, code, reason) => {
  const contract = () => ({ ...revokeShareContract, request: z.strictObject({}) });
  const row = { ...functions.revokeShare, contract };
  const fail = () => Promise.reject(thrown);
  const failing = callable('revokeShare', row, fail, createGate(cloud), {}, () => ({}));
  const user = { uid: 'ada', token: { firebase: { sign_in_provider: 'password' } } };
  const call = { data: {}, auth: user, rawRequest: { headers: {}, socket: {} } };
  const answer = failing.run(call as unknown as CallableRequest<unknown>);
  await expect(answer).rejects.toMatchObject({ code, details: { reason } });
});
