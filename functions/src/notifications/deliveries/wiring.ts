import { projectID } from 'firebase-functions/params';
import {
  appUrl,
  mailFrom,
  messagesHost,
  pushEnabled,
  sendgridApiKey,
  sendgridWebhookKeys,
  sendsMail,
  unsubscribeSigningKeys,
  unsubscribeAddress,
  valuesOf,
} from '../../config';
import { verifiedAddress } from '../../platform/address';
import { clock } from '../../platform/clock';
import { dependency } from '../../platform/dependency';
import { fill } from '../../platform/fill';
import { database } from '../../platform/firestore';
import { giveUp } from '../../platform/giveUp';
import { isSendgridTransient, mailCodeOf, sendgrid } from '../../platform/mail';
import { fcm } from '../../platform/push';
import { isFcmTransient, pushCodeOf } from '../../platform/pushCode';
import { enqueue, queues } from '../../platform/tasks';
import { program } from '../../program';
import { devicesOf, removeDevice } from '../devices/store';
import { mailSender } from '../mail/mailSender';
import { suppressionOf } from '../mail/store';
import { unsubscribeLink } from '../mail/unsubscribeToken';
import { pushSender } from '../push/pushSender';
import { deliveryId } from './delivery';
import type { DeliveryDeps, Sender } from './deps';

const now = () => clock.now();

/** What putting a delivery off needs. Unlike sending, it takes no secret. */
export function queue(): Pick<DeliveryDeps, 'db' | 'now' | 'later'> {
  return {
    db: database(),
    now,
    later: (key, at, correlationId) => {
      const task = { ...key, at: new Date(at).toISOString(), correlationId };
      const name = `${deliveryId(key)} ${at}`;
      return enqueue(queues.deliverNotification, task, { name, at, correlationId });
    },
  };
}

let shared: Omit<DeliveryDeps, 'outages'> | undefined;

/** Deliveries as they are deployed, but for the outages in force. For functions with the secrets. */
export function deliveries(): Omit<DeliveryDeps, 'outages'> {
  shared ??= {
    ...queue(),
    program,
    senders: {
      ...(pushEnabled.value() && { push: push() }),
      ...(sendsMail() && { email: email() }),
    },
    giveUp,
  };
  return shared;
}

function push(): Sender {
  const service = dependency('fcm', {
    ...{ isTransient: isFcmTransient, codeOf: pushCodeOf, now },
    maxRetries: 0, // the SDK retries by itself
  });
  return pushSender({
    push: fcm(service, now, messagesHost()),
    fill,
    devicesOf: (uid) => devicesOf(database(), uid),
    removeDevice: (uid, id) => removeDevice(database(), uid, id),
    appUrl: () => appUrl.value(),
  });
}

function email(): Sender {
  const service = dependency('sendgrid', {
    ...{ isTransient: isSendgridTransient, codeOf: mailCodeOf, now },
    maxRetries: 0, // SendGrid would send twice what it is asked twice
  });
  const url = unsubscribeAddress(projectID.value());
  return mailSender({
    mail: sendgrid(service, () => sendgridApiKey.value(), now, messagesHost()),
    fill,
    addressOf: verifiedAddress,
    suppressionOf: (uid) => suppressionOf(database(), uid),
    from: () => mailFrom.value(),
    appUrl: () => appUrl.value(),
    unsubscribeLink: (uid) => unsubscribeLink(url, uid, valuesOf(unsubscribeSigningKeys.value())),
    hasReports: valuesOf(sendgridWebhookKeys.value()).length > 0,
  });
}
