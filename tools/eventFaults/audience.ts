import { type AppEvent, appEvent } from '../../functions/src/contracts/appEvents';

/** How what an app was told compares with what has happened. */
export interface Verdict {
  /** Events that never came. */
  readonly missing: number;
  /** Events that came for the first time after one that they precede. */
  readonly outOfOrder: number;
  /** Events that nobody was to be told of, or told otherwise than they happened. */
  readonly wrong: number;
  /** Deliveries of events that had come before. */
  readonly repeated: number;
}

/** Whoever is told: keeps the order in which events came first, as a receiver does by their ids. */
export class Audience {
  private readonly first = new Map<string, AppEvent>();
  private repeated = 0;

  /** @param text JSON, as it came */
  hear(text: string): void {
    const event = appEvent.parse(JSON.parse(text));
    if (this.first.has(event.id)) this.repeated += 1;
    else this.first.set(event.id, event);
  }

  /** @param happened all that was in the outbox, by id */
  verdict(happened: ReadonlyMap<string, AppEvent>): Verdict {
    const last = new Map<string, number>();
    let outOfOrder = 0;
    let wrong = 0;
    for (const [id, event] of this.first) {
      const { uid, sequence } = event.data;
      if (sequence <= (last.get(uid) ?? 0)) outOfOrder += 1;
      last.set(uid, sequence);
      if (JSON.stringify(happened.get(id)) !== JSON.stringify(event)) wrong += 1;
    }
    const missing = [...happened.keys()].filter((id) => !this.first.has(id)).length;
    return { missing, outOfOrder, wrong, repeated: this.repeated };
  }
}
