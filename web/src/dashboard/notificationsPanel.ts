import { LitElement, html } from 'lit';
import type { RequestOf } from '../../../client/src';
import type { Backend } from '../api/backend';
import { Latest } from './latest';
import { failureInWords } from './messages';

/** Preferences on a backend; each change is saved at once. */
export class NotificationsPanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
    features: { attribute: false },
    problem: { state: true },
  };

  declare backend: Backend;
  /** A change of it is an occasion to ask again, if nothing is known yet. */
  declare streak: unknown;
  /** What is deployed. */
  declare features: readonly string[] | undefined;
  declare private problem: string;
  private readonly preferences = new Latest(this, () => this.backend.call.getPreferences());

  constructor() {
    super();
    this.problem = '';
  }

  protected override createRenderRoot() {
    return this; // nothing but an element with styles of its own
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('streak') && !this.preferences.value) void this.preferences.load();
  }

  protected override render() {
    return html`<streak-notifications
      .features=${this.features}
      .preferences=${this.preferences.value}
      problem=${this.problem || this.preferences.problem}
      @streak-preferences=${({ detail }: CustomEvent<RequestOf<'updatePreferences'>>) =>
        this.save(detail)}
      @streak-retry=${() => this.preferences.load()}
    ></streak-notifications>`;
  }

  private async save(patch: RequestOf<'updatePreferences'>): Promise<void> {
    try {
      this.preferences.set(await this.backend.call.updatePreferences(patch));
      this.problem = '';
    } catch (error) {
      this.problem = `This was not saved. ${failureInWords(error)}`;
      await this.preferences.load();
    }
  }
}
