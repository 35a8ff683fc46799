import type { DeliveryDeps } from '../../../functions/src/notifications/deliveries/deps';
import { mailSender } from '../../../functions/src/notifications/mail/mailSender';
import { unsubscribeLink } from '../../../functions/src/notifications/mail/unsubscribeToken';
import { pushSender } from '../../../functions/src/notifications/push/pushSender';
import type { GiveUp } from '../../../functions/src/platform/deadLetter';
import { fill } from '../../../functions/src/platform/fill';
import { keepDeadLetter } from '../../../functions/src/platform/keepDeadLetter';
import { topics } from '../../../functions/src/platform/publish';
import { here } from './invocation';
import type { Ports, TopicName } from './ports';
import { providers } from './providers';

/** What the process that runs here has. */
export function hereDeps() {
  const { db, now, open, outages } = here().instance;
  return { db, now, open, outages };
}

export type Announce = (topic: TopicName, json: object, correlationId: string) => Promise<void>;

/** Publishing, with the retries and the breaker of the process. */
export function announcing({ rpc, published }: Ports): Announce {
  return (topic, json, correlationId) => {
    const context = { operation: `publish ${topic}`, correlationId };
    const send = () =>
      rpc(`publish ${topic}`, () => {
        published(topic, json, correlationId);
        return Promise.resolve();
      });
    return here().instance.pubsub.call(send, context);
  };
}

/** Giving up, as platform/giveUp.ts wires it. */
export function giveUpWith(announce: Announce): GiveUp {
  return (letter) =>
    keepDeadLetter(
      {
        ...hereDeps(),
        announce: (message) => announce(topics.deadLetters, message, letter.correlationId),
      },
      letter,
    );
}

/** Putting a delivery off. */
export function later({ rpc, enqueued }: Ports): DeliveryDeps['later'] {
  return (key, at, correlationId) =>
    rpc('enqueue', () => {
      enqueued(key, at, correlationId);
      return Promise.resolve();
    });
}

/** Sending, to a device and an address that every user has. */
export function deliveriesOf({ rpc, taken }: Ports): Pick<DeliveryDeps, 'senders'> {
  const { push, mail } = providers(rpc, taken);
  const appUrl = () => 'https://app.example.com';
  return {
    senders: {
      push: pushSender({
        ...{ push, fill, appUrl },
        devicesOf: (uid) => Promise.resolve([{ id: 'd', token: `token-of-${uid}` }]),
        removeDevice: () => Promise.resolve(),
      }),
      email: mailSender({
        ...{ mail, fill, appUrl, hasReports: true },
        addressOf: (uid) => Promise.resolve(`${uid}@mail.example.com`),
        suppressionOf: () => Promise.resolve(undefined),
        from: () => 'Streaks <streak@example.com>',
        unsubscribeLink: (uid) => unsubscribeLink('https://app.example.com/u', uid, ['key']),
      }),
    },
  };
}
