import type { Breaker } from '../../functions/src/platform/circuitBreaker';
import { sendgrid } from '../../functions/src/platform/mail';
import { fcm } from '../../functions/src/platform/push';
import type { Ports } from '../../functions/src/ports';

/** The breaker's pauses are real time, which a run does not spend. */
const direct: Breaker = { call: (attempt) => attempt() };

/** Stands around each request to a provider about a user. */
export type Watch = <T>(uid: string, send: () => Promise<T>) => Promise<T>;

/** The token of a user's one device. */
export function tokenOf(uid: string): string {
  return `token-of-${uid}`;
}

/**
 * The deployed adapters of the providers, for people who each have an address.
 *
 * @param host of the local FCM and SendGrid
 * @param now milliseconds since the epoch
 */
export function providers(
  host: string,
  now: () => number,
  watch: Watch,
): Pick<Ports, 'push' | 'mail' | 'addressOf'> {
  const push = fcm(direct, now, host);
  const mail = sendgrid(direct, () => 'SG.faults', now, host);
  return {
    push: (messages, context) => watch(context.userId ?? '', () => push(messages, context)),
    mail: (letter, context) => watch(context.userId ?? '', () => mail(letter, context)),
    addressOf: (uid) => Promise.resolve(`${uid}@mail.example.com`),
  };
}
