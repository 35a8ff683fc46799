import { LitElement, html } from 'lit';
import type { Backend } from '../api/backend';
import { Latest } from './latest';
import type { Streak } from './page';

/** The calendar on a backend: the month that is looked at, asked for again when the streak changes. */
export class CalendarPanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
    pending: {},
    month: { state: true },
  };

  declare backend: Backend;
  declare streak: Streak | undefined;
  /** A day whose activity is on its way; empty for none. */
  declare pending: string;
  /** The month that was chosen; undefined follows today. */
  declare private month: string | undefined;
  private readonly calendar = new Latest(this, () =>
    this.backend.call.getCalendar({ month: this.shown }),
  );
  private asked = '';

  constructor() {
    super();
    this.pending = '';
  }

  protected override createRenderRoot() {
    return this; // nothing but an element with styles of its own
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (this.shown !== this.asked) this.calendar.forget();
    if (changed.has('streak') || this.shown !== this.asked) void this.load();
  }

  protected override render() {
    return html`<streak-calendar
      month=${this.shown}
      today=${this.streak?.today ?? ''}
      pending=${this.pending}
      .days=${this.calendar.value?.days ?? []}
      problem=${this.calendar.problem}
      @streak-month=${({ detail }: CustomEvent<{ month: string }>) => {
        this.month = detail.month;
      }}
      @streak-retry=${() => this.load()}
    ></streak-calendar>`;
  }

  private get shown(): string {
    return this.month ?? this.streak?.today.slice(0, 7) ?? '';
  }

  private load(): Promise<void> {
    this.asked = this.shown;
    return this.calendar.load();
  }
}
