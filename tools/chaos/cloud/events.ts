import { Timestamp } from 'firebase-admin/firestore';
import type { CloudEvent } from 'firebase-functions/core';
import { Message, type MessagePublishedData } from 'firebase-functions/pubsub';
import type { Request } from 'firebase-functions/tasks';
import type { CommittedChange } from '../../../local/firestore/index';
import { decodeFields } from '../decodeFields';

/** What Pub/Sub hands to a function: a message that was published now. */
export function messageEvent(
  topic: string,
  message: { readonly messageId: string; readonly data: Buffer; readonly correlationId?: string },
): CloudEvent<MessagePublishedData> {
  const { messageId, data, correlationId } = message;
  const time = new Date().toISOString();
  return {
    ...event('google.cloud.pubsub.topic.v1.messagePublished', messageId, time),
    data: {
      message: new Message<unknown>({
        ...{ messageId, publishTime: time, data: data.toString('base64') },
        attributes: correlationId === undefined ? {} : { correlationId },
      }),
      subscription: `projects/demo-chaos/subscriptions/${topic}`,
    },
  };
}

/** What Cloud Tasks hands to a function. @param attempt from 1 on */
export function taskRequest(
  queueName: string,
  task: { readonly id: string; readonly at: number; readonly data: object },
  attempt: number,
): Request<unknown> {
  const { id, at, data } = task;
  const retryCount = attempt - 1;
  const scheduledTime = new Date(at).toISOString();
  return { queueName, id, retryCount, executionCount: retryCount, scheduledTime, data };
}

/** What Firestore hands to a function of the change of a document, as the framework has unpacked it. */
export function changeEvent(
  pattern: string,
  on: 'created' | 'written',
  { path, oldDocument, newDocument, commitTime }: CommittedChange,
): CloudEvent<unknown> {
  const [before, after] = [oldDocument, newDocument].map((version) => ({
    data: () => (version ? decodeFields(version.fields) : undefined),
    ...(version && { updateTime: timestampOf(version.updateTime) }),
  }));
  const time = new Date(commitTime / 1000).toISOString();
  const changed = {
    ...event(`google.cloud.firestore.document.v1.${on}`, `${path} ${commitTime}`, time),
    params: paramsOf(path, pattern),
    data: on === 'created' ? after : { before, after },
  };
  return changed;
}

function event(type: string, id: string, time: string) {
  return { specversion: '1.0', source: '//chaos', type, id, time } as const;
}

function timestampOf(micros: number): Timestamp {
  const seconds = Math.floor(micros / 1e6);
  return new Timestamp(seconds, (micros - seconds * 1e6) * 1000);
}

/** The segments of a path by the names that a pattern gives them. */
function paramsOf(path: string, pattern: string): Readonly<Record<string, string>> {
  const segments = path.split('/');
  return Object.fromEntries(
    pattern.split('/').flatMap((name, n) => {
      const param = /^\{(\w+)\}$/.exec(name)?.[1];
      return param === undefined ? [] : [[param, segments[n] ?? '']];
    }),
  );
}
