import { ActivityQueue } from '../../client/src';
import type { Callables, Outcome } from '../../client/src';
import { type ActivityStore, memoryStore } from '../../client/src/activityStore';
import { DeviceClock } from '../../client/src/deviceClock';
import { exclusively } from '../../client/src/exclusively';
import { FirestreakError } from '../../client/src/failure';

export type Request = Parameters<Callables['logActivity']>[0];
type Response = Awaited<ReturnType<Callables['logActivity']>>;

/** A request that a server has taken, and what it made of its time. */
export interface Taken extends Request {
  readonly at: number;
}

export const failure = (reason: FirestreakError['reason'], code: string, retryAfterMs?: number) =>
  new FirestreakError(reason, code, `No: ${reason}.`, undefined, undefined, retryAfterMs);

export const unreachable = failure('unreachable', 'internal');

const HOUR = 3_600_000;

function isOfOne({ isFinal, reason }: FirestreakError): boolean {
  return (isFinal && reason !== 'malformed-request') || reason === 'too-many-calls';
}

/** A queue in a world whose network, server, user, time and clocks are the test's. */
export class QueueWorld {
  isOffline = false;
  user: string | undefined = 'ada';
  /** The time that it really is. */
  now = Date.parse('2026-11-24T12:00:00Z');
  /** How far the device's clock is ahead, in milliseconds. */
  skew = 0;
  /** How long the device has slept, in milliseconds: its ticks stood. */
  slept = 0;
  timeZone: string | undefined = 'Asia/Kathmandu';
  /** What the server has taken, each once, in order. */
  readonly taken: Taken[] = [];
  /** What the server was sent. */
  readonly sent: Request[] = [];
  /** How many came at once, where several did. */
  readonly batches: number[] = [];
  readonly outcomes: Outcome[] = [];
  readonly errors: FirestreakError[] = [];
  /** The server's objection to a request, if it has one. */
  objection: (request: Request) => Error | undefined = () => undefined;
  private nextId = 0;
  private readonly oneAtATime = exclusively('test');

  constructor(readonly store: ActivityStore = memoryStore()) {}

  /** A tab with a queue and clocks of its own on the same store. */
  openTab(): ActivityQueue {
    const openedAt = this.now - this.slept;
    const queue = new ActivityQueue({
      logActivity: (request) => this.receive(request),
      logActivities: (request) => this.receiveAll(request),
      undoActivity: (request) => this.takeBack(request),
      store: this.store,
      exclusively: this.oneAtATime,
      userId: () => this.user,
      timeZone: () => this.timeZone,
      clock: new DeviceClock(
        () => this.now + this.skew,
        () => this.now - this.slept - openedAt,
      ),
      newId: () => `id-${(this.nextId += 1)}`,
      isOffline: () => this.isOffline,
      onError: (error) => this.errors.push(error),
    });
    queue.listen((outcome) => this.outcomes.push(outcome));
    return queue;
  }

  /** As functions of an earlier version, which do not know how to take many at once. */
  isEarlier = false;

  private async receiveAll({ activities }: Parameters<Callables['logActivities']>[0]) {
    this.batches.push(activities.length);
    if (this.isEarlier) throw failure('misconfigured', 'not-found');
    const outcomes: Awaited<ReturnType<Callables['logActivities']>>['outcomes'] = [];
    let isOver: FirestreakError | undefined;
    for (const activity of activities) {
      const { activityId } = activity;
      const receiving = isOver ? Promise.reject(isOver) : this.receive(activity);
      const recorded = await receiving.catch((error: unknown) => {
        // What is not about one activity is about the call.
        if (!(error instanceof FirestreakError) || !isOfOne(error)) throw error;
        if (error.reason === 'too-many-calls') isOver = error;
        return error;
      });
      if (recorded instanceof FirestreakError) {
        const { reason, code, message, retryAfterMs } = recorded;
        const refused = { reason, code, message, ...(retryAfterMs && { retryAfterMs }) };
        outcomes.push({ activityId, recorded: null, refused });
      } else outcomes.push({ activityId, recorded, refused: null });
    }
    const streak = {} as Response['streak'];
    return { outcomes, streak, challenges: [] };
  }

  private async receive(request: Request): Promise<Response> {
    this.sent.push(request);
    await Promise.resolve();
    const objection = this.objection(request);
    if (objection) throw objection;
    const isKnown = this.taken.some(({ activityId }) => activityId === request.activityId);
    if (!isKnown) this.taken.push({ ...request, at: this.instantOf(request) });
    return { activityId: request.activityId } as Response;
  }

  /** A rule of the server. */
  private async takeBack({
    activityId,
  }: Pick<Request, 'activityId'>): ReturnType<Callables['undoActivity']> {
    await Promise.resolve();
    const objection = this.objection({ activityId, type: 'undo' });
    if (objection) throw objection;
    const index = this.taken.findIndex((each) => each.activityId === activityId);
    if (index < 0) throw failure('unknown-activity', 'not-found');
    this.taken.splice(index, 1);
    return { activityId } as Awaited<ReturnType<Callables['undoActivity']>>;
  }

  /** The rule of the server. */
  private instantOf({ occurredAt, ageMs }: Request): number {
    if (occurredAt !== undefined && ageMs !== undefined) {
      throw failure('malformed-request', 'invalid-argument');
    }
    const at = occurredAt === undefined ? this.now - (ageMs ?? 0) : Date.parse(occurredAt);
    if (at < this.now - 48 * HOUR || at > this.now + 5 * 60_000) {
      throw failure('out-of-range', 'out-of-range');
    }
    return at;
  }
}
