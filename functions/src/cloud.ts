import { SDK_VERSION } from 'firebase-admin/app';
import { projectID } from 'firebase-functions/params';
import { featuresInUse, programInUse, textsInUse } from './choices';
import { messagesHost } from './config/environment';
import { redisUrl, secrets } from './config/parameters';
import { settings, tellsApp } from './config/settings';
import type { QueueName } from './contracts/messages';
import { newShareId } from './documents/share';
import { WORKER_MEMORY_MIB } from './edge/access';
import { deployedName, queueName, region } from './installation';
import { accountsOf, verifiedAddress } from './platform/accounts';
import { stillAdministrator } from './platform/administration';
import { connectStore, type OpenStore, tellingSlowReads } from './platform/bulkStore';
import { newBreaker } from './platform/circuitBreaker';
import { clock } from './platform/clock';
import { channelBy } from './platform/eventarc';
import { appForAdmin, database } from './platform/firestore';
import { isSendgridTransient, type Mail, mailCodeOf, sendgrid } from './platform/mail';
import { publish } from './platform/publish';
import { fcm, isFcmTransient, type Push, pushCodeOf } from './platform/push';
import { openRedis, type Redis } from './platform/redis';
import { renderPngOnce } from './platform/renderPng';
import { enqueueBy } from './platform/tasks';
import { type SendWebhook, webhookSender } from './platform/webhook';
import type { Ports } from './ports';

const now = () => clock.now();

const placeOf = (queue: QueueName) =>
  `locations/${region()}/functions/${queueName(queue, SDK_VERSION)}`;

/** What CloudEvents of this installation say that they are from. */
const source = () => `//firestreak/${projectID.value()}/${region()}/${deployedName('')}`;

let webhooks: SendWebhook | undefined;
let store: OpenStore | undefined;
let push: Push | undefined;
let mail: Mail | undefined;
let redis: Promise<Redis> | undefined;

/** The services of Google Cloud and SendGrid. Each is connected, and its library loaded, when first used. */
export const cloud: Ports = {
  get db() {
    return database();
  },
  open: (context, by) => {
    store ??= tellingSlowReads(connectStore(projectID.value(), now));
    return store(context, by);
  },
  publish: (...message) => publish(...message),
  enqueue: (...task) => enqueueBy(appForAdmin, placeOf)(...task),
  toChannel: (event) => channelBy(appForAdmin, () => settings.eventarcChannel, source())(event),
  sendWebhook: (...message) => {
    webhooks ??= webhookSender(settings.allowsLocalWebhooks);
    return webhooks(...message);
  },
  push: (...messages) => {
    push ??= connectPush();
    return push(...messages);
  },
  mail: (...letter) => {
    mail ??= connectMail();
    return mail(...letter);
  },
  addressOf: (uid) => verifiedAddress(uid),
  accountsOf: (...users) => accountsOf(...users),
  verifyAdministrator: (token, context) => stillAdministrator(cloud.accountsOf, token, context),
  redis: () => (redis ??= openRedis(redisUrl.value())),
  renderPng: (svg) => renderPngOnce(svg),
  now,
  random: () => Math.random(),
  newId: () => newShareId(),
  memoryShare: () => process.memoryUsage.rss() / (WORKER_MEMORY_MIB * 1024 * 1024),
  get features() {
    return featuresInUse();
  },
  get publishes() {
    return tellsApp(featuresInUse(), settings);
  },
  get program() {
    return programInUse();
  },
  get texts() {
    return textsInUse();
  },
  settings,
};

function connectPush(): Push {
  const service = newBreaker('fcm', {
    ...{ isTransient: isFcmTransient, codeOf: pushCodeOf, now },
    maxRetries: 0, // the SDK retries by itself
  });
  return fcm(service, now, messagesHost());
}

function connectMail(): Mail {
  const service = newBreaker('sendgrid', {
    ...{ isTransient: isSendgridTransient, codeOf: mailCodeOf, now },
    maxRetries: 0, // SendGrid would send twice what it is asked twice
  });
  return sendgrid(service, () => secrets.SENDGRID_API_KEY().value(), now, messagesHost());
}
