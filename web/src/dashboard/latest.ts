import type { ReactiveControllerHost } from 'lit';
import { failureInWords } from './messages';

/** What a panel was answered last; it stays while it is asked for again, and when that fails. */
export class Latest<T> {
  value: T | undefined;
  /** Why there is no value, in words. */
  problem = '';
  private asked = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly ask: () => Promise<T>,
  ) {}

  /** Asks. An answer that comes after that to a later question is left out. */
  async load(): Promise<void> {
    const asked = (this.asked += 1);
    if (this.problem !== '') {
      this.problem = ''; // it is loading again
      this.host.requestUpdate();
    }
    try {
      const value = await this.ask();
      if (asked === this.asked) this.set(value);
    } catch (error) {
      if (asked !== this.asked || this.value !== undefined) return; // the page says what is wrong
      this.problem = failureInWords(error);
      this.host.requestUpdate();
    }
  }

  /** Knows nothing any more, as when the question has changed; an answer under way is left out. */
  forget(): void {
    this.asked += 1;
    this.value = undefined;
    this.problem = '';
  }

  /** What was answered otherwise. */
  set(value: T): void {
    this.value = value;
    this.problem = '';
    this.host.requestUpdate();
  }
}
