import { newBreaker } from '../../../functions/src/platform/circuitBreaker';
import { CircuitOpenError } from '../../../functions/src/platform/circuitOpenError';
import {
  isSendgridTransient,
  type Mail,
  type MailAnswer,
} from '../../../functions/src/platform/mail';
import { isFcmTransient, type Push, type PushAnswer } from '../../../functions/src/platform/push';
import { Crash } from './crash';
import type { Rpc } from './rpc';

/** A message that a provider took: from here on its user has it. */
export interface Taken {
  readonly channel: 'push' | 'email';
  /** `deliveries/{id}`. */
  readonly deliveryId: string;
  /** What a later message with the same tag takes the place of on a device. */
  readonly tag: string;
  readonly receiver: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What providers are reached by, and do with a message. */
interface Way {
  readonly rpc: Rpc;
  readonly taken: (message: Taken) => void;
}

/** FCM and SendGrid as a process sees them: they may take a message and lose the answer. */
export function providers({ rpc, taken }: Way, now: () => number): { push: Push; mail: Mail } {
  const fcm = newBreaker('fcm', { isTransient: isFcmTransient, now, maxRetries: 0 });
  const sendgrid = newBreaker('sendgrid', { isTransient: isSendgridTransient, now, maxRetries: 0 });

  const push: Push = async (messages, context) => {
    const answers = await Promise.all(
      messages.map(async ({ token, data, android }): Promise<PushAnswer> => {
        const send = async () => {
          const tag = android?.notification?.tag ?? '';
          const deliveryId = data?.['deliveryId'] ?? '';
          taken({ channel: 'push', deliveryId, tag, receiver: token, at: Date.now() });
          return Promise.resolve(`projects/p/messages/${deliveryId}`);
        };
        try {
          const id = await fcm.call(() => asFcm(rpc('fcm', send)), context);
          return { is: 'accepted', id };
        } catch (error) {
          if (error instanceof Crash) throw error;
          const attempted = !(error instanceof CircuitOpenError);
          return { is: 'later', code: attempted ? 'server-unavailable' : 'down', attempted };
        }
      }),
    );
    return { answers, retryAt: undefined };
  };

  const mail: Mail = async ({ to, customArgs }, context): Promise<MailAnswer> => {
    const deliveryId = customArgs['delivery'] ?? '';
    const send = async () => {
      taken({ channel: 'email', deliveryId, tag: deliveryId, receiver: to, at: Date.now() });
      return Promise.resolve(deliveryId);
    };
    try {
      return { is: 'accepted', id: await sendgrid.call(() => rpc('sendgrid', send), context) };
    } catch (error) {
      if (error instanceof Crash) throw error;
      if (error instanceof CircuitOpenError) {
        return { is: 'later', code: 'down', at: undefined, attempted: false };
      }
      return { is: 'unknown', code: '500' };
    }
  };
  return { push, mail };
}

/** Failures of the network with FCM's name for them. */
async function asFcm<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Crash) throw error;
    throw Object.assign(new Error('FCM failed.'), { code: 'messaging/server-unavailable' });
  }
}
