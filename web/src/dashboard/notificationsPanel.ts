import { LitElement, html } from 'lit';
import type { RequestOf, ResponseOf } from '../../../client/src';
import type { Backend } from '../api/backend';
import { Latest } from './latest';
import { failureInWords } from './messages';
import { say } from './words/say';

type Preferences = ResponseOf<'getPreferences'>;
type Patch = RequestOf<'updatePreferences'>;

/** Preferences on a backend; each change is saved at once, one after the other, and goes back if that fails. */
export class NotificationsPanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
    features: { attribute: false },
    problem: { state: true },
    unsaved: { state: true },
  };

  declare backend: Backend;
  /** A change of it is an occasion to ask again, if nothing is known yet. */
  declare streak: unknown;
  /** What is deployed. */
  declare features: readonly string[] | undefined;
  declare private problem: string;
  /** Changes that are shown already and not saved yet, oldest first. */
  declare private unsaved: readonly Patch[];
  private saving = Promise.resolve();
  private readonly preferences = new Latest(this, () => this.backend.call.getPreferences());

  constructor() {
    super();
    this.problem = '';
    this.unsaved = [];
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
      .preferences=${this.shown}
      problem=${this.problem || this.preferences.problem}
      @streak-preferences=${({ detail }: CustomEvent<Patch>) => {
        this.save(detail);
      }}
      @streak-retry=${() => this.preferences.load()}
    ></streak-notifications>`;
  }

  /** What is saved, with the changes that are under way. */
  private get shown(): Preferences | undefined {
    return this.preferences.value && this.unsaved.reduce(patched, { ...this.preferences.value });
  }

  private save(patch: Patch): void {
    this.unsaved = [...this.unsaved, patch];
    this.problem = '';
    this.saving = this.saving.then(async () => {
      try {
        this.preferences.set(await this.backend.call.updatePreferences(patch));
      } catch (error) {
        this.problem = say('page.notSaved', { problem: failureInWords(error) });
      }
      this.unsaved = this.unsaved.filter((each) => each !== patch);
    });
  }
}

/** Preferences as they are once a change is saved. */
export function patched(saved: Preferences, { channels, kinds, ...others }: Patch): Preferences {
  const told = Object.entries(saved.kinds).map(([kind, by]) => [
    kind,
    { ...by, ...kinds?.[kind as keyof Preferences['kinds']] },
  ]);
  return {
    ...saved,
    ...(others as Partial<Preferences>),
    channels: { ...saved.channels, ...channels } as Preferences['channels'],
    kinds: Object.fromEntries(told) as Preferences['kinds'],
  };
}
