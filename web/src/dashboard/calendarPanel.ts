import { LitElement, html } from 'lit';
import type { Backend } from '../api/backend';
import { Latest } from './latest';
import type { About, Day, Streak } from './page';
import { pageLanguage } from './words/say';

/** The calendar on a backend: the month that is looked at, asked for again when the streak changes. */
export class CalendarPanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
    pending: {},
    days: { attribute: false },
    about: { attribute: false },
    problem: {},
    day: {},
    chosen: { state: true },
    month: { state: true },
  };

  declare backend: Backend;
  declare streak: Streak | undefined;
  /** A day whose activity is on its way; empty for none. */
  declare pending: string;
  /** The last days with their verdicts. */
  declare days: readonly Day[];
  declare about: About | undefined;
  /** Why a plan was not taken. */
  declare problem: string;
  /** The day to begin with; empty for none. */
  declare day: string;
  /** The day that was chosen; empty for none. */
  declare private chosen: string;
  /** The month that was chosen; undefined follows today. */
  declare private month: string | undefined;
  private readonly calendar = new Latest(this, () =>
    this.backend.call.getCalendar({ month: this.shown }),
  );
  private readonly explained = new Latest(this, async () => {
    const { days } = await this.backend.call.explainStreak({
      ...{ from: this.chosen, to: this.chosen },
      language: pageLanguage(),
    });
    return days[0];
  });
  private asked = '';

  constructor() {
    super();
    this.pending = '';
    this.days = [];
    this.problem = '';
    this.day = '';
    this.chosen = '';
  }

  protected override createRenderRoot() {
    return this; // nothing but an element with styles of its own
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('day') && this.day !== '') {
      this.month = this.day.slice(0, 7);
      this.chosen = '';
      this.choose(this.day);
    }
    if (this.shown !== this.asked) this.calendar.forget();
    if (changed.has('streak') || this.shown !== this.asked) void this.load();
  }

  protected override render() {
    const { streak, about } = this;
    const canPlan = about?.features.includes('plans') ?? false;
    return html`<streak-calendar
      chosen=${this.chosen}
      .explained=${this.known ?? this.explained.value}
      day-problem=${this.problem || (this.known ? '' : this.explained.problem)}
      .plan=${canPlan ? streak?.plan : undefined}
      .pauseDaysPerYear=${about?.pauseDaysPerYear ?? 0}
      .restDaysPerWeek=${about?.restDaysPerWeek ?? 0}
      @streak-day=${({ detail }: CustomEvent<{ day: string }>) => {
        this.choose(detail.day);
      }}
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

  /** The chosen day, if it is one of the last. */
  private get known(): Day | undefined {
    return this.days.find(({ day }) => day === this.chosen);
  }

  private choose(day: string): void {
    this.chosen = day === this.chosen ? '' : day;
    this.explained.forget();
    const hasBegun = this.chosen !== '' && this.chosen <= (this.streak?.today ?? '');
    if (hasBegun && !this.known) void this.explained.load();
  }

  private get shown(): string {
    return this.month ?? this.streak?.today.slice(0, 7) ?? '';
  }

  private load(): Promise<void> {
    this.asked = this.shown;
    return this.calendar.load();
  }
}
