import type { PubSub, Subscription } from '@google-cloud/pubsub';
import type { Express } from 'express';
import { json } from 'express';
import type { HostContext } from './context';
import type { CloudEvent, Deployed } from './deployed';

type MessageFunction = Extract<Deployed, { kind: 'pubsub' }>;

interface Push {
  readonly message: { readonly messageId: string; readonly publishTime: string };
  readonly subscription: string;
}

const ALREADY_EXISTS = 6;

/**
 * Subscribes functions to their topics as Eventarc does: with a push subscription each. An answer
 * other than 2xx makes Pub/Sub deliver the message again. Returns what undoes it.
 */
export async function servePubsubTriggers(
  app: Express,
  context: HostContext,
  functions: readonly MessageFunction[],
  pubsubHost: string,
): Promise<() => Promise<void>> {
  const { PubSub: Client } = await import('@google-cloud/pubsub');
  const client = new Client({ projectId: context.projectId, apiEndpoint: pubsubHost });
  const subscriptions: Subscription[] = [];
  for (const fn of functions) {
    app.post(`/pubsub/${fn.name}`, json({ limit: '32mb' }), receiver(context, fn));
    subscriptions.push(await subscribe(client, context, fn));
  }
  return async () => {
    await Promise.allSettled(subscriptions.map((subscription) => subscription.delete()));
    await client.close();
  };
}

async function subscribe(client: PubSub, { origin, region }: HostContext, fn: MessageFunction) {
  const [topic] = await client.topic(fn.filter.topic).get({ autoCreate: true });
  const subscription = topic.subscription(`${region}-${fn.name}`);
  const pushEndpoint = `${origin}/pubsub/${fn.name}`;
  try {
    await subscription.create({
      pushEndpoint,
      ackDeadlineSeconds: 600,
      retryPolicy: { minimumBackoff: { nanos: 20e6 }, maximumBackoff: { seconds: 1 } },
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== ALREADY_EXISTS) throw error;
    await subscription.modifyPushConfig({ pushEndpoint });
  }
  return subscription;
}

/** Runs the function with each message; work on a message lasts until it is acknowledged. */
function receiver({ projectId, work, report, ...context }: HostContext, fn: MessageFunction) {
  const { name, handle, retry, filter } = fn;
  const maxAttempts = retry ? context.maxAttempts : 1;
  const pending = new Map<string, { attempt: number; done: () => void }>();
  return async (
    { body }: { body: unknown },
    response: { sendStatus(status: number): unknown },
  ): Promise<void> => {
    const push = body as Push;
    const id = push.message.messageId;
    const delivery = pending.get(id) ?? { attempt: 0, done: work.begin() };
    pending.set(id, delivery);
    delivery.attempt += 1;
    const { attempt } = delivery;
    const acknowledge = () => {
      pending.delete(id);
      response.sendStatus(204);
      delivery.done();
    };
    try {
      await handle(messagePublished(projectId, filter.topic, push));
      acknowledge();
    } catch (error) {
      const retried = attempt < maxAttempts;
      report({ name, id, attempt, error, retried });
      if (retried) response.sendStatus(500);
      else acknowledge();
    }
  };
}

function messagePublished(projectId: string, topic: string, push: Push): CloudEvent {
  return {
    specversion: '1.0',
    id: push.message.messageId,
    source: `//pubsub.googleapis.com/projects/${projectId}/topics/${topic}`,
    type: 'google.cloud.pubsub.topic.v1.messagePublished',
    time: push.message.publishTime,
    datacontenttype: 'application/json',
    data: push,
  };
}
