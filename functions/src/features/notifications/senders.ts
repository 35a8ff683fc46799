import type { Firestore } from 'firebase-admin/firestore';
import type { FeatureName } from '../../contracts/features';
import { queues } from '../../contracts/messages';
import { deliveryId } from '../../documents/delivery';
import { devicesOf, removeDevice } from '../../documents/device';
import { suppressionOf } from '../../documents/suppression';
import type { Catalogues } from '../../languages/catalogues';
import type { Mail } from '../../platform/mail';
import type { Push } from '../../platform/push';
import type { Enqueue } from '../../platform/tasks';
import { loadTemplates } from '../../platform/template';
import type { DeliveryDeps } from './deliver';
import { mailSender } from './mailSender';
import { pushSender } from './pushSender';
import { unsubscribeLink } from './unsubscribe';

/** What sending needs of the world, and what whoever deploys has chosen of it. */
interface SenderPorts {
  readonly db: Firestore;
  readonly push: Push;
  readonly mail: Mail;
  /** The verified address of an account, or undefined where there is none. */
  readonly addressOf: (uid: string) => Promise<string | undefined>;
  readonly features: ReadonlySet<FeatureName>;
  readonly texts: Catalogues;
  readonly settings: {
    readonly sendsPush: boolean;
    readonly sendsMail: boolean;
    readonly appUrl: string;
    readonly mailFrom: string;
    readonly postalAddress: string;
    readonly unsubscribeUrl: string;
    readonly unsubscribeKeys: readonly string[];
    readonly webhookKeys: readonly string[];
  };
}

/** The channels that are switched on. Needs the secrets of mail, unlike {@link laterWith}. */
export function sendersOf({
  db,
  push,
  mail,
  addressOf,
  features,
  texts,
  settings,
}: SenderPorts): DeliveryDeps['senders'] {
  const common = { templates: loadTemplates, texts, appUrl: () => settings.appUrl };
  return {
    ...(settings.sendsPush && {
      push: pushSender({
        ...{ ...common, push },
        devicesOf: (uid) => devicesOf(db, uid),
        removeDevice: (uid, id) => removeDevice(db, uid, id),
      }),
    }),
    // Without the feature nobody could unsubscribe.
    ...(features.has('email') &&
      settings.sendsMail && {
        email: mailSender({
          ...{ ...common, mail, addressOf },
          from: () => settings.mailFrom,
          postalAddress: settings.postalAddress,
          suppressionOf: (uid) => suppressionOf(db, uid),
          unsubscribeLink: (uid) =>
            unsubscribeLink(settings.unsubscribeUrl, uid, settings.unsubscribeKeys),
          hasReports: settings.webhookKeys.length > 0,
        }),
      }),
  };
}

/** Puts deliveries off, as tasks. */
export function laterWith(enqueue: Enqueue): DeliveryDeps['later'] {
  return (key, at, correlationId) => {
    const task = { ...key, at: new Date(at).toISOString(), correlationId };
    const name = `${deliveryId(key)} ${at}`;
    return enqueue(queues.deliverNotification, task, { name, at, correlationId });
  };
}
