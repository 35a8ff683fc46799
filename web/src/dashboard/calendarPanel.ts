import { LitElement, html } from 'lit';
import type { ResponseOf } from '../../../client/src';
import type { Backend } from '../api/backend';
import type { Streak } from './page';

/** The calendar on a backend: the month that is looked at, asked for again when the streak changes. */
export class CalendarPanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
    month: { state: true },
    calendar: { state: true },
  };

  declare backend: Backend | undefined;
  declare streak: Streak | undefined;
  /** The month that was chosen; undefined follows today. */
  declare private month: string | undefined;
  declare private calendar: ResponseOf<'getCalendar'> | undefined;

  protected override createRenderRoot() {
    return this; // nothing but an element with styles of its own
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('month')) this.calendar = undefined;
    if (changed.has('streak') || changed.has('month')) void this.load();
  }

  protected override render() {
    return html`<streak-calendar
      month=${this.shown}
      today=${this.streak?.today ?? ''}
      .days=${this.calendar?.days ?? []}
      @streak-month=${({ detail }: CustomEvent<{ month: string }>) => {
        this.month = detail.month;
      }}
    ></streak-calendar>`;
  }

  private get shown(): string {
    return this.month ?? this.streak?.today.slice(0, 7) ?? '';
  }

  /** Leaves what is shown as it is when nothing answers: the page says so. */
  private async load(): Promise<void> {
    const month = this.shown;
    const calendar = await this.backend?.call.getCalendar({ month }).catch(() => undefined);
    if (calendar && month === this.shown) this.calendar = calendar;
  }
}
