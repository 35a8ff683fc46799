import { request } from 'node:http';
import type { CommittedChange } from '../options';
import { eventRequest } from './cloudEvent';
import type { EventRequest } from './cloudEvent';
import type { Trigger, Triggers } from './triggers';

/**
 * Posts trigger events to a functions emulator: for one document and trigger in the order of the commits, each once,
 * whatever the answer is.
 */
export class Dispatcher {
  readonly #triggers: Triggers;
  readonly #host: string;
  readonly #lanes = new Map<string, Promise<void>>();
  #waiting: (() => void)[] = [];

  /** @param host `host:port` of the functions emulator */
  constructor(triggers: Triggers, host: string) {
    this.#triggers = triggers;
    this.#host = host;
  }

  dispatch(change: CommittedChange): void {
    for (const trigger of this.#triggers.matching(change)) {
      const lane = `${trigger.project}/${trigger.id}/${change.path}`;
      const event = eventRequest(trigger, change);
      const sent = (this.#lanes.get(lane) ?? Promise.resolve()).then(() =>
        this.#post(trigger, event),
      );
      this.#lanes.set(lane, sent);
      void sent.then(() => {
        this.#leave(lane, sent);
      });
    }
  }

  /** Resolves when no event is queued or under way. */
  idle(): Promise<void> {
    if (this.#lanes.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #leave(lane: string, sent: Promise<void>): void {
    if (this.#lanes.get(lane) === sent) this.#lanes.delete(lane);
    if (this.#lanes.size > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves when the answer is in or the connection has failed: an event is not sent twice. */
  #post({ project, id }: Trigger, { headers, body }: EventRequest): Promise<void> {
    const url = `http://${this.#host}/functions/projects/${project}/triggers/${id}`;
    return new Promise((resolve) => {
      const post = request(url, { method: 'POST', headers }, (response) => {
        response.resume().once('close', resolve);
      });
      post.once('error', () => {
        resolve();
      });
      post.end(body);
    });
  }
}
