import { createHash } from 'node:crypto';
import type { TokenMessage } from 'firebase-admin/messaging';
import type { Message } from '../messages/message';
import type { PushText } from '../templates/render';

/** What a push message is made of. */
export interface PushContent {
  readonly deliveryId: string;
  readonly message: Message;
  readonly text: PushText;
  /** Where a tap leads. */
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
export function pushMessage(
  token: string,
  { deliveryId, message, text, link, ttl, expiresAt }: PushContent,
): TokenMessage {
  const tag = createHash('sha256').update(deliveryId).digest('base64url').slice(0, 32);
  const isUrgent = message.kind === 'at_risk';
  return {
    token,
    notification: { ...text },
    data: { deliveryId, eventId: message.eventId, kind: message.kind, link },
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
      payload: { aps: { alert: { ...text }, sound: 'default', threadId: 'streak' } },
    },
    webpush: {
      headers: {
        TTL: String(Math.floor(ttl / 1000)),
        Topic: tag, // RFC 8030 5.4: at most 32 characters of base64url
        Urgency: isUrgent ? 'high' : 'normal',
      },
      notification: { ...text, tag, renotify: false },
      ...(link.startsWith('https://') && { fcmOptions: { link } }), // FCM refuses others
    },
    fcmOptions: { analyticsLabel: message.kind },
  };
}
