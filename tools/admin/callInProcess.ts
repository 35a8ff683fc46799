import type { CallableFunction, CallableRequest } from 'firebase-functions/https';
import type { CallableName } from '../../functions/src/access';
import { type Signature, administration } from '../../functions/src/platform/administration';
import type { AdminOptions } from './options';

/** The functions that are deployed; load them when the environment names the project. */
type Functions = Readonly<Record<CallableName, unknown>>;

/**
 * Runs a callable here, with the credentials of this machine: the deployed code, its checks of the
 * request, its refusals and its record, without the network between. That somebody has those
 * credentials stands for what Auth would say of an administrator.
 *
 * @throws HttpsError as a client would get it
 */
export async function callInProcess(
  functions: Functions,
  { call: { name, data, as }, operator, command, reason = '' }: AdminOptions,
): Promise<unknown> {
  const signature: Signature = { operator, command, reason };
  administration.vouch = () => Promise.resolve(signature);
  const uid = as ?? `operator-${operator}`;
  const callable = functions[name] as CallableFunction<unknown, unknown>;
  const token = { admin: as === undefined, firebase: { sign_in_provider: 'custom' } };
  const call = { data, auth: { uid, token }, rawRequest: { headers: {}, socket: {} } };
  return await callable.run(call as unknown as CallableRequest<unknown>);
}
