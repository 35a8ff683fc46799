import type { ShownPush } from './shownMessage';

/** Every field of a message that FCM v1 knows, at the depth where it refuses others. */
const known: Readonly<Record<string, readonly string[]>> = {
  message: [
    ...['name', 'data', 'notification', 'android', 'webpush', 'apns'],
    ...['fcm_options', 'fcmOptions', 'token', 'topic', 'condition'],
  ],
  notification: ['title', 'body', 'image'],
  android: [
    ...['collapse_key', 'priority', 'ttl', 'restricted_package_name', 'data', 'notification'],
    ...['fcm_options', 'direct_boot_ok'],
  ],
  webpush: ['headers', 'data', 'notification', 'fcm_options', 'fcmOptions'],
  apns: ['headers', 'payload', 'fcm_options', 'live_activity_token'],
};

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a request to `messages:send` of FCM, as strictly as FCM does.
 *
 * @throws Error with what FCM would complain of
 */
export function readPush(body: unknown): Omit<ShownPush, 'number' | 'at' | 'id'> {
  const message = object(object(body, 'body')['message'], 'message');
  for (const [part, fields] of Object.entries(known)) {
    const found = part === 'message' ? message : message[part];
    if (found === undefined) continue;
    const unknownField = Object.keys(object(found, part)).find((key) => !fields.includes(key));
    if (unknownField !== undefined) throw new Error(`Unknown name "${unknownField}" at '${part}'`);
  }
  const data = object(message['data'] ?? {}, 'data');
  if (Object.values(data).some((value) => typeof value !== 'string')) {
    throw new Error('Values of data must be strings');
  }
  const { title, body: text } = object(message['notification'], 'notification');
  const android = object(message['android'] ?? {}, 'android');
  const { tag } = object(android['notification'] ?? {}, 'android.notification');
  const apns = object(message['apns'] ?? {}, 'apns');
  const collapseId = object(apns['headers'] ?? {}, 'apns.headers')['apns-collapse-id'];
  if (collapseId !== undefined && Buffer.byteLength(string(collapseId, 'id')) > 64) {
    throw new Error('apns-collapse-id must have at most 64 bytes');
  }
  return {
    channel: 'push',
    token: string(message['token'], 'token'),
    title: string(title, 'title'),
    body: string(text, 'body'),
    tag: string(tag ?? '', 'tag'),
    data: data as Record<string, string>,
  };
}

function object(value: unknown, name: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new Error(`${name} must be an object`);
}

function string(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`${name} must be a string`);
}
