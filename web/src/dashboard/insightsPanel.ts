import { LitElement, html } from 'lit';
import type { Backend } from '../api/backend';
import { Latest } from './latest';
import type { Streak } from './page';

/** Habits and the year on a backend, asked for again when the streak changes. */
export class InsightsPanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
  };

  declare backend: Backend;
  declare streak: Streak | undefined;
  private readonly insights = new Latest(this, () => this.backend.call.getInsights());

  protected override createRenderRoot() {
    return this; // nothing but elements with styles of their own
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('streak')) void this.insights.load();
  }

  protected override render() {
    const { value, problem } = this.insights;
    return html`
      <streak-insights
        .insights=${value}
        problem=${problem}
        @streak-retry=${() => this.insights.load()}
      ></streak-insights>
      <streak-year
        ?hidden=${problem !== ''}
        from=${value?.heatmap.from ?? ''}
        .counts=${value?.heatmap.counts ?? []}
      ></streak-year>
    `;
  }
}
