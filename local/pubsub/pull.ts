import type { EventEmitter } from 'node:events';
import type { Queue } from './queue';
import type { ReceivedMessage } from './wire';

/**
 * Takes up to `maxMessages` messages as soon as there is one; an empty list when none came within
 * `waitMs` or the call was cancelled.
 */
export function pull(
  queue: Queue,
  maxMessages: number,
  waitMs: number,
  call: EventEmitter,
): Promise<ReceivedMessage[]> {
  return new Promise((resolve) => {
    const finish = (messages: ReceivedMessage[]) => {
      clearTimeout(timer);
      queue.detach(consumer);
      resolve(messages);
    };
    const nothing = () => {
      finish([]);
    };
    const consumer = {
      limits: { messages: maxMessages, bytes: Infinity },
      holds: { messages: 0, bytes: 0 },
      send: finish,
      detach: nothing,
    };
    const timer = setTimeout(nothing, waitMs);
    call.once('cancelled', nothing);
    queue.attach(consumer);
  });
}
