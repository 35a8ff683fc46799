import type { CallableFunction, CallableRequest } from 'firebase-functions/https';
import { deploy } from '../../functions/src/deploy';
import type { Ports } from '../../functions/src/ports';
import type { AdminOptions } from './options';

/**
 * Runs a callable here, with the credentials of this machine: the deployed code, its checks of the
 * request, its refusals and its record, without the network between. That somebody has those
 * credentials stands for what Auth would say of an administrator.
 *
 * @throws HttpsError as a client would get it; what nobody foresaw as it was thrown, with its words
 */
export async function callInProcess(
  ports: Ports,
  { call: { name, data, as }, operator, command, reason = '' }: AdminOptions,
): Promise<unknown> {
  const signature = { operator, command, reason };
  const functions = deploy({ ...ports, verifyAdministrator: () => Promise.resolve(signature) });
  const callable = functions[name] as CallableFunction<unknown, unknown>;
  const uid = as ?? `operator-${operator}`;
  const token = { admin: as === undefined, firebase: { sign_in_provider: 'custom' } };
  const call = { data, auth: { uid, token }, rawRequest: { headers: {}, socket: {} } };
  try {
    return await callable.run(call as unknown as CallableRequest<unknown>);
  } catch (error) {
    throw (error as Error).cause ?? error;
  }
}
