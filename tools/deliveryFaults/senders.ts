import type {
  DeliveryDeps,
  Outgoing,
  Sender,
} from '../../functions/src/notifications/deliveries/deps';
import type { Outcome } from '../../functions/src/notifications/deliveries/outcome';
import { mailSender } from '../../functions/src/notifications/mail/mailSender';
import { unsubscribeLink } from '../../functions/src/notifications/mail/unsubscribeToken';
import { pushSender } from '../../functions/src/notifications/push/pushSender';
import type { Dependency } from '../../functions/src/platform/dependency';
import { fill } from '../../functions/src/platform/fill';
import { sendgrid } from '../../functions/src/platform/mail';
import { fcm } from '../../functions/src/platform/push';

/** The breaker's pauses are real time, which a run does not spend. */
const direct: Dependency = { call: (attempt) => attempt() };

/** Stands around each request to a provider. */
export type Watch = (outgoing: Outgoing, send: () => Promise<Outcome>) => Promise<Outcome>;

/**
 * The deployed senders, for people who each have a device and an address.
 *
 * @param host of the local FCM and SendGrid
 * @param now milliseconds since the epoch
 */
export function senders(host: string, now: () => number, watch: Watch): DeliveryDeps['senders'] {
  const watched = (sender: Sender): Sender => ({
    ...sender,
    prepare: async (outgoing) => {
      const send = await sender.prepare(outgoing);
      return send && (() => watch(outgoing, send));
    },
  });
  const appUrl = () => 'https://app.example.com';
  return {
    push: watched(
      pushSender({
        ...{ push: fcm(direct, now, host), fill, appUrl },
        devicesOf: (uid) => Promise.resolve([{ id: 'd', token: `token-of-${uid}` }]),
        removeDevice: () => Promise.resolve(),
      }),
    ),
    email: watched(
      mailSender({
        ...{ mail: sendgrid(direct, () => 'SG.faults', now, host), fill, appUrl },
        hasReports: true,
        addressOf: (uid) => Promise.resolve(`${uid}@mail.example.com`),
        suppressionOf: () => Promise.resolve(undefined),
        from: () => 'Streaks <streak@example.com>',
        unsubscribeLink: (uid) => unsubscribeLink('https://app.example.com/u', uid, ['key']),
      }),
    ),
  };
}
