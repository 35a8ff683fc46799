import type { TokenMessage } from 'firebase-admin/messaging';
import { createHash } from 'node:crypto';
import type { Device } from '../../contracts/notifications';
import type { Outcome } from '../../documents/delivery';
import { messages } from '../../events';
import type { Catalogues } from '../../languages/catalogues';
import { log, type LogContext } from '../../platform/log';
import type { Push, PushAnswers } from '../../platform/push';
import type { Fill } from '../../platform/template';
import type { Sender } from './deliver';
import type { Message } from './message';
import { type PushAction, type PushText, renderActions, renderPush } from './render';
import { linkTo, type Target, targetOf } from './target';

/** What a push message is made of. */
export interface PushContent {
  readonly deliveryId: string;
  readonly message: Message;
  /** What else is told with it. */
  readonly also: readonly Message[];
  readonly text: PushText;
  readonly actions: readonly PushAction[];
  /** Where a tap leads: to what, and its address. */
  readonly target: Target;
  readonly link: string;
  /** How long it is worth showing, in milliseconds. */
  readonly ttl: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * The message of FCM for a device, with a part for each platform. Its tag names the event, so that a
 * repeat takes the place of the first, on the way and on the screen: `collapse_key` and
 * `apns-collapse-id` while the device is away, the tag where it was shown. Ids and a link are in
 * `data`; the app reports with `trackOpen` that it was shown or opened.
 */
function pushMessage(
  token: string,
  { deliveryId, message, also, text, actions, target, link, ttl, expiresAt }: PushContent,
): TokenMessage {
  const tag = createHash('sha256').update(deliveryId).digest('base64url').slice(0, 32);
  const isUrgent = messages[message.kind].isUrgent;
  return {
    token,
    notification: { ...text },
    data: {
      ...{ deliveryId, eventId: message.eventId, kind: message.kind, link },
      ...{ open: target.open, id: target.id },
      ...(also.length > 0 && { also: also.map(({ eventId }) => eventId).join(',') }),
    },
    android: {
      collapseKey: tag,
      priority: isUrgent ? 'high' : 'normal',
      ttl,
      notification: { tag, channelId: 'streak', clickAction: 'OPEN_STREAK' },
    },
    apns: {
      headers: {
        'apns-collapse-id': tag,
        'apns-expiration': String(Math.floor(expiresAt / 1000)),
        'apns-priority': isUrgent ? '10' : '5',
        'apns-push-type': 'alert',
      },
      payload: {
        aps: {
          alert: { ...text },
          ...{ sound: 'default', threadId: 'streak', category: message.kind },
        },
      },
    },
    webpush: {
      headers: {
        TTL: String(Math.floor(ttl / 1000)),
        Topic: tag, // RFC 8030 5.4: at most 32 characters of base64url
        Urgency: isUrgent ? 'high' : 'normal',
      },
      notification: { ...text, tag, renotify: false, actions: [...actions] },
      ...(link.startsWith('https://') && { fcmOptions: { link } }), // FCM refuses others
    },
    fcmOptions: { analyticsLabel: message.kind },
  };
}

/** What sending push messages needs from outside. */
export interface PushDeps {
  readonly push: Push;
  readonly templates: () => Promise<Fill>;
  readonly texts: Catalogues;
  readonly devicesOf: (uid: string) => Promise<readonly Device[]>;
  readonly removeDevice: (uid: string, id: string) => Promise<void>;
  /** The app's https URL. */
  readonly appUrl: () => string;
}

/** Sends to all devices of a user. A repeat replaces itself on the device, so it does no harm. */
export function pushSender(deps: PushDeps): Sender {
  return {
    mayRepeat: true,
    async prepare(outgoing) {
      const devices = await deps.devicesOf(outgoing.uid);
      const open = devices.filter(({ id }) => !outgoing.reached.includes(id));
      if (open.length === 0) return undefined;
      const { message, also = [], deliveryId, now, expiresAt } = outgoing;
      const text = renderPush(await deps.templates(), outgoing, deps.texts);
      const actions = renderActions(await deps.templates(), outgoing, deps.texts);
      const target = targetOf(message, outgoing.moment);
      const link = linkTo(deps.appUrl(), target);
      const ttl = expiresAt - now;
      const content = {
        ...{ deliveryId, message, also, text, actions, target, link },
        ...{ ttl, expiresAt },
      };
      const messages = open.map(({ token }) => pushMessage(token, content));
      return async () => {
        const { uid: userId, correlationId } = outgoing;
        const context = { operation: 'push', correlationId, userId };
        const answers = await deps.push(messages, context);
        await forgetGone(deps, context, open, answers);
        return outcomeOf(open, answers);
      };
    },
  };
}

/** A device that could not be forgotten is told gone again by the next message. */
async function forgetGone(
  { removeDevice }: PushDeps,
  context: LogContext & { readonly userId: string },
  devices: readonly Device[],
  { answers }: PushAnswers,
): Promise<void> {
  const gone = devices.filter((_, index) => answers[index]?.is === 'gone');
  const removals = gone.map(({ id }) => removeDevice(context.userId, id));
  for (const { status } of await Promise.allSettled(removals)) {
    if (status === 'rejected') log.warn('device_not_removed', context);
  }
}

/**
 * What the answers of all devices come to. Whoever has the message on one device has been told; the
 * devices that failed are tried again, those that have it are not.
 */
function outcomeOf(devices: readonly Device[], { answers, retryAt }: PushAnswers): Outcome {
  const providerIds = answers.flatMap((answer) => (answer.is === 'accepted' ? [answer.id] : []));
  const reached = devices.flatMap(({ id }, index) =>
    answers[index]?.is === 'accepted' ? [id] : [],
  );
  const failed = answers.filter((answer) => answer.is === 'later');
  const [first] = failed;
  if (first) {
    const attempted = failed.some((answer) => answer.attempted) || reached.length > 0;
    return { is: 'later', code: first.code, at: retryAt, reached, providerIds, attempted };
  }
  if (reached.length > 0) return { is: 'accepted', providerIds, reached };
  const refused = answers.find((answer) => answer.is === 'refused');
  return refused ? { is: 'refused', code: refused.code } : { is: 'unreachable' };
}
