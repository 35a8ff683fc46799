import { EventEmitter, once } from 'node:events';
import type { Draft } from './checkPublish';
import { checkPublish } from './checkPublish';
import { deadLetter } from './deadLetter';
import { attachPush } from './push';
import type { QueuePorts } from './queue';
import { Queue } from './queue';
import { parseName } from './resourceName';
import { alreadyExists, notFound } from './rpcError';
import { noUsage } from './usage';
import type { Message, Subscription, Topic } from './wire';
import { toTimestamp } from './wire';

/** What the name of a subscription's topic becomes when the topic is deleted. */
const DELETED_TOPIC = '_deleted-topic_';

/** The topics, the subscriptions and the way of a message from one to the other. */
export class Broker {
  readonly usage = noUsage();
  readonly topics = new Map<string, Topic>();
  readonly queues = new Map<string, Queue>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #lastMessageId = 0;

  topic(name: string): Topic {
    const topic = this.topics.get(name);
    if (!topic) throw notFound(name);
    return topic;
  }

  queue(name: string): Queue {
    const queue = this.queues.get(name);
    if (!queue) throw notFound(name);
    return queue;
  }

  queuesOf(topic: string): Queue[] {
    return [...this.queues.values()].filter(({ subscription }) => subscription.topic === topic);
  }

  createTopic(topic: Topic): Topic {
    parseName(topic.name, 'topics');
    if (this.topics.has(topic.name)) throw alreadyExists(topic.name);
    this.topics.set(topic.name, topic);
    return topic;
  }

  deleteTopic(name: string): void {
    this.topic(name);
    this.topics.delete(name);
    for (const queue of this.queuesOf(name)) {
      queue.subscription = { ...queue.subscription, topic: DELETED_TOPIC };
    }
  }

  createSubscription(subscription: Subscription): Subscription {
    const { name, topic, deadLetterPolicy } = subscription;
    parseName(name, 'subscriptions');
    if (this.queues.has(name)) throw alreadyExists(name);
    this.topic(topic);
    if (deadLetterPolicy?.deadLetterTopic) this.topic(deadLetterPolicy.deadLetterTopic);
    const queue = new Queue(subscription, this.#ports());
    this.queues.set(name, queue);
    attachPush(queue);
    return subscription;
  }

  deleteSubscription(name: string): void {
    this.queue(name).close();
    this.queues.delete(name);
  }

  publish(topic: string, drafts: readonly Draft[]): string[] {
    this.topic(topic);
    checkPublish(drafts);
    this.usage.published += drafts.length;
    return this.#distribute(topic, drafts);
  }

  /** Resolves when no message waits for a consumer that is there. */
  async idle(): Promise<void> {
    while ([...this.queues.values()].some(({ busy }) => busy)) await once(this.#changes, 'emptied');
  }

  /** Drops all topics, subscriptions and messages. */
  clear(): void {
    for (const queue of this.queues.values()) queue.close();
    this.queues.clear();
    this.topics.clear();
  }

  #distribute(topic: string, drafts: readonly Draft[]): string[] {
    const queues = this.queuesOf(topic);
    const publishTime = toTimestamp(Date.now());
    return drafts.map((draft) => {
      this.#lastMessageId += 1;
      const message: Message = { ...draft, messageId: `${this.#lastMessageId}`, publishTime };
      for (const queue of queues) queue.add(message);
      return message.messageId;
    });
  }

  #ports(): QueuePorts {
    return {
      usage: this.usage,
      emptied: () => this.#changes.emit('emptied'),
      deadLetter: (message, subscription, attempts) => {
        const topic = subscription.deadLetterPolicy?.deadLetterTopic;
        if (!topic || !this.topics.has(topic)) return false;
        this.#distribute(topic, [deadLetter(message, subscription, attempts)]);
        this.usage.deadLettered += 1;
        return true;
      },
    };
  }
}
