import { ActivityQueue } from '../../client/src';
import type { Callables, Outcome } from '../../client/src';
import { memoryStore } from '../../client/src/activityStore';
import { exclusively } from '../../client/src/exclusively';
import { FirestreakError } from '../../client/src/failure';

export type Request = Parameters<Callables['logActivity']>[0];
type Response = Awaited<ReturnType<Callables['logActivity']>>;

/** A request that a server has taken. */
export type Taken = Request;

export const failure = (reason: FirestreakError['reason'], code: string) =>
  new FirestreakError(reason, code, `No: ${reason}.`);

export const unreachable = failure('unreachable', 'internal');

/** A queue in a world whose network, server, user and clock are the test's. */
export class QueueWorld {
  isOffline = false;
  user: string | undefined = 'ada';
  now = Date.parse('2026-11-24T12:00:00Z');
  timeZone: string | undefined = 'Asia/Kathmandu';
  /** What the server has taken, each once, in order. */
  readonly taken: Taken[] = [];
  /** What the server was sent. */
  readonly sent: Request[] = [];
  readonly outcomes: Outcome[] = [];
  /** The server's objection to a request, if it has one. */
  objection: (request: Request) => Error | undefined = () => undefined;
  private nextId = 0;
  private readonly store = memoryStore();
  private readonly oneAtATime = exclusively('test');

  /** A tab with a queue of its own on the same store. */
  openTab(): ActivityQueue {
    const queue = new ActivityQueue({
      logActivity: (request) => this.receive(request),
      store: Promise.resolve(this.store),
      exclusively: this.oneAtATime,
      userId: () => this.user,
      timeZone: () => this.timeZone,
      now: () => this.now,
      newId: () => `id-${(this.nextId += 1)}`,
      isOffline: () => this.isOffline,
    });
    queue.listen((outcome) => this.outcomes.push(outcome));
    return queue;
  }

  private async receive(request: Request): Promise<Response> {
    this.sent.push(request);
    await Promise.resolve();
    const objection = this.objection(request);
    if (objection) throw objection;
    const isKnown = this.taken.some(({ activityId }) => activityId === request.activityId);
    if (!isKnown) this.taken.push(request);
    return { activityId: request.activityId } as Response;
  }
}
