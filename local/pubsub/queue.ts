import { backoff } from './backoff';
import type { Consumer } from './consumer';
import { hasRoom } from './consumer';
import { isExhausted } from './deadLetter';
import { KeyedOrder } from './keyedOrder';
import type { Usage } from './usage';
import type { Message, ReceivedMessage, Subscription } from './wire';
import { sizeOf } from './wire';

/** A message of one subscription, from its publication until it is acknowledged. */
interface Entry {
  readonly message: Message;
  attempts: number;
}

interface Lease {
  readonly entry: Entry;
  readonly consumer: Consumer;
  expiry: NodeJS.Timeout;
}

export interface QueuePorts {
  usage: Usage;
  /** Publishes the message to the subscription's dead-letter topic; false when that is not there. */
  deadLetter(message: Message, subscription: Subscription, attempts: number): boolean;
  /** Called when the last message has been acknowledged. */
  emptied(): void;
}

/**
 * The messages of one subscription. Each is *ready*, *leased* to a consumer until its deadline,
 * *held back* until its backoff ends, or behind another message of its ordering key.
 */
export class Queue {
  readonly #ready = new Set<Entry>();
  readonly #leases = new Map<string, Lease>();
  readonly #heldBack = new Map<Entry, NodeJS.Timeout>();
  readonly #ordered = new KeyedOrder<Entry>();
  readonly #consumers = new Set<Consumer>();
  #size = 0;
  #lastAckId = 0;
  #pumpDue = false;

  constructor(
    public subscription: Subscription,
    private readonly ports: QueuePorts,
  ) {}

  /** Whether a message waits for someone who is there to take it. */
  get busy(): boolean {
    return this.#size > 0 && this.#consumers.size > 0;
  }

  add(message: Message): void {
    this.#size += 1;
    const entry = { message, attempts: 0 };
    if (this.#ordered.enter(this.#keyOf(entry), entry)) this.#makeReady(entry);
  }

  attach(consumer: Consumer): void {
    this.#consumers.add(consumer);
    this.#pump();
  }

  /** What the consumer holds stays leased until its deadline. */
  detach(consumer: Consumer): void {
    this.#consumers.delete(consumer);
    if (!this.busy) this.ports.emptied();
  }

  /** Ids whose lease has ended are ignored. */
  acknowledge(ackIds: readonly string[]): void {
    for (const ackId of ackIds) {
      const lease = this.#release(ackId);
      if (!lease) continue;
      this.ports.usage.acknowledged += 1;
      this.#settle(lease.entry);
    }
  }

  /** A deadline of 0 returns the messages. */
  modifyAckDeadline(ackIds: readonly string[], seconds: number): void {
    for (const ackId of ackIds) {
      if (seconds === 0) {
        this.#giveBack(ackId, 'nacked');
        continue;
      }
      const lease = this.#leases.get(ackId);
      if (!lease) continue;
      clearTimeout(lease.expiry);
      lease.expiry = this.#expireAfter(ackId, seconds);
    }
  }

  /** Drops every message and consumer. */
  close(): void {
    for (const { expiry } of this.#leases.values()) clearTimeout(expiry);
    for (const timer of this.#heldBack.values()) clearTimeout(timer);
    this.#leases.clear();
    this.#heldBack.clear();
    this.#ready.clear();
    this.#size = 0;
    for (const consumer of this.#consumers) consumer.detach();
    this.#consumers.clear();
    this.ports.emptied();
  }

  #keyOf({ message }: Entry): string | undefined {
    const { orderingKey = '' } = message;
    return this.subscription.enableMessageOrdering && orderingKey !== '' ? orderingKey : undefined;
  }

  #makeReady(entry: Entry): void {
    this.#ready.add(entry);
    this.#pump();
  }

  /** Hands out what is ready, once for all changes of this turn. */
  #pump(): void {
    if (this.#pumpDue) return;
    this.#pumpDue = true;
    queueMicrotask(() => {
      this.#pumpDue = false;
      const batches = new Map<Consumer, ReceivedMessage[]>();
      for (const entry of this.#ready) {
        const consumer = this.#nextConsumer();
        if (!consumer) break;
        const batch = batches.get(consumer) ?? [];
        batch.push(this.#lease(entry, consumer));
        batches.set(consumer, batch);
      }
      for (const [consumer, batch] of batches) consumer.send(batch);
    });
  }

  #nextConsumer(): Consumer | undefined {
    for (const consumer of this.#consumers) {
      if (!hasRoom(consumer)) continue;
      this.#consumers.delete(consumer);
      this.#consumers.add(consumer);
      return consumer;
    }
    return undefined;
  }

  #lease(entry: Entry, consumer: Consumer): ReceivedMessage {
    const { name, ackDeadlineSeconds, deadLetterPolicy } = this.subscription;
    this.#lastAckId += 1;
    const ackId = `${name}:${this.#lastAckId}`;
    const expiry = this.#expireAfter(ackId, consumer.ackDeadlineSeconds ?? ackDeadlineSeconds);
    this.#ready.delete(entry);
    this.#leases.set(ackId, { entry, consumer, expiry });
    entry.attempts += 1;
    consumer.holds.messages += 1;
    consumer.holds.bytes += sizeOf(entry.message);
    this.ports.usage.delivered += 1;
    const deliveryAttempt = deadLetterPolicy ? entry.attempts : 0;
    return { ackId, message: entry.message, deliveryAttempt };
  }

  #expireAfter(ackId: string, seconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#giveBack(ackId, 'expired');
    }, seconds * 1000);
  }

  #release(ackId: string): Lease | undefined {
    const lease = this.#leases.get(ackId);
    if (!lease) return undefined;
    const { entry, consumer, expiry } = lease;
    clearTimeout(expiry);
    this.#leases.delete(ackId);
    consumer.holds.messages -= 1;
    consumer.holds.bytes -= sizeOf(entry.message);
    this.#pump();
    return lease;
  }

  #giveBack(ackId: string, reason: 'nacked' | 'expired'): void {
    const lease = this.#release(ackId);
    if (!lease) return;
    this.ports.usage[reason] += 1;
    const { entry } = lease;
    const { message, attempts } = entry;
    if (
      isExhausted(this.subscription, attempts) &&
      this.ports.deadLetter(message, this.subscription, attempts)
    ) {
      this.#settle(entry);
      return;
    }
    const timer = setTimeout(
      () => {
        this.#heldBack.delete(entry);
        this.#makeReady(entry);
      },
      backoff(this.subscription, attempts),
    );
    this.#heldBack.set(entry, timer);
  }

  #settle(entry: Entry): void {
    this.#size -= 1;
    const next = this.#ordered.leave(this.#keyOf(entry));
    if (next) this.#makeReady(next);
    if (this.#size === 0) this.ports.emptied();
  }
}
