import type { SuiteEnvironment } from '../suiteEnvironment';
import { type Message, firebaseTools } from './firebaseTools';

/** As in production, a hundred times quicker: there it is 10 s to 10 min. */
const RETRY_POLICY = { minimumBackoff: { nanos: 100_000_000 }, maximumBackoff: { seconds: 6 } };

/**
 * For so long a message comes back. In production it is 24 hours: a function's subscription has no
 * dead-letter policy, its messages are dropped.
 *
 * @see https://cloud.google.com/functions/docs/bestpractices/retries
 */
const RETRY_WINDOW_MS = (24 * 3_600_000) / 100;

/**
 * Has Pub/Sub behave as in production, where the Pub/Sub emulator of firebase-tools acknowledges
 * whatever happens: a message comes back when a function with `retry: true` failed, later each
 * time, with the same event id, and only to the functions that failed.
 */
export function redeliverFailed(
  { projectId, ports }: SuiteEnvironment,
  retryWindowMs = RETRY_WINDOW_MS,
): void {
  const retrying = noteRetrying();
  const { prototype } = firebaseTools('emulator/pubsubEmulator').PubsubEmulator;
  const subscribe = Reflect.get(prototype, 'maybeCreateTopicAndSub');
  const event = Reflect.get(prototype, 'createCloudEventRequestBody');
  const handled = new Map<string, Set<string>>();

  prototype.maybeCreateTopicAndSub = async function (name) {
    const topic = this.pubsub.topic(name);
    await topic.create().catch(unlessItExists);
    const options = { retryPolicy: RETRY_POLICY };
    await topic.createSubscription(`emulator-sub-${name}`, options).catch(unlessItExists);
    return subscribe.call(this, name);
  };
  prototype.createCloudEventRequestBody = function (topic, message) {
    return { ...event.call(this, topic, message), id: message.id };
  };
  prototype.onMessage = async function (topic, message) {
    const done = handled.get(message.id) ?? new Set();
    handled.set(message.id, done);
    const body = JSON.stringify(this.createCloudEventRequestBody(topic, message));
    const keys = (this.triggersForTopic.get(topic) ?? []).map(({ triggerKey }) => triggerKey);
    const open = keys.filter((key) => !done.has(key));
    await Promise.all(
      open.map(async (key) => {
        const url = `http://127.0.0.1:${ports.functions}/functions/projects/${projectId}/triggers/${key}`;
        if ((await succeeds(url, body)) || !retrying(key)) done.add(key);
      }),
    );
    const isTooOld = Date.now() - message.publishTime.getTime() >= retryWindowMs;
    settle(message, isTooOld || open.every((key) => done.has(key)));
  };

  const settle = (message: Message, isDone: boolean) => {
    if (!isDone) {
      message.nack();
      return;
    }
    handled.delete(message.id);
    message.ack();
  };
}

async function succeeds(url: string, body: string): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Which functions ask for retries, by the key of their trigger: the emulator forgets it. */
function noteRetrying(): (triggerKey: string) => boolean {
  const ids = new Set<string>();
  const shared = firebaseTools('emulator/functionsEmulatorShared');
  const emulate = shared.emulatedFunctionsFromEndpoints.bind(shared);
  shared.emulatedFunctionsFromEndpoints = (endpoints) => {
    ids.clear();
    for (const { region, id, eventTrigger } of endpoints) {
      if (eventTrigger?.retry === true) ids.add(`${region}-${id}`);
    }
    return emulate(endpoints);
  };
  return (triggerKey) => ids.has(triggerKey.replace(/-\d+$/, ''));
}

function unlessItExists(error: unknown): void {
  const ALREADY_EXISTS = 6;
  if (!(error instanceof Error && 'code' in error && error.code === ALREADY_EXISTS)) throw error;
}
