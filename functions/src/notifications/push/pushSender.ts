import type { Fill } from '../../platform/fill';
import { type LogContext, log } from '../../platform/log';
import type { Push, PushAnswers } from '../../platform/push';
import type { Sender } from '../deliveries/deps';
import type { Outcome } from '../deliveries/outcome';
import type { Device } from '../devices/device';
import { renderPush } from '../templates/render';
import { pushMessage } from './pushMessage';

/** What sending push messages needs from outside. */
export interface PushDeps {
  readonly push: Push;
  readonly fill: Fill;
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
      const { message, language, deliveryId, now, expiresAt } = outgoing;
      const text = await renderPush(deps.fill, message, language);
      const link = `${deps.appUrl()}?message=${encodeURIComponent(message.kind)}`;
      const content = { deliveryId, message, text, link, ttl: expiresAt - now, expiresAt };
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
