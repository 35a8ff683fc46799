import type { ReactiveControllerHost } from 'lit';
import { failureInWords } from './messages';
import { Spoken } from './words/spoken';

/** What a panel was answered last; it stays while it is asked for again, and when that fails. */
export class Latest<T> {
  value: T | undefined;
  private error: unknown;
  private asked = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly ask: () => Promise<T>,
  ) {
    new Spoken(host);
  }

  /** Why there is no value, in words; empty where there is, or none is known yet. */
  get problem(): string {
    return this.error === undefined ? '' : failureInWords(this.error);
  }

  /** Asks. An answer that comes after that to a later question is left out. */
  async load(): Promise<void> {
    const asked = (this.asked += 1);
    if (this.error !== undefined) {
      this.error = undefined; // it is loading again
      this.host.requestUpdate();
    }
    try {
      const value = await this.ask();
      if (asked === this.asked) this.set(value);
    } catch (error) {
      if (asked !== this.asked || this.value !== undefined) return; // the page says what is wrong
      this.error = error;
      this.host.requestUpdate();
    }
  }

  /** Knows nothing any more, as when the question has changed; an answer under way is left out. */
  forget(): void {
    this.asked += 1;
    this.value = undefined;
    this.error = undefined;
  }

  /** What was answered otherwise. */
  set(value: T): void {
    this.value = value;
    this.error = undefined;
    this.host.requestUpdate();
  }
}
