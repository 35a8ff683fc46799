import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RequestOf } from 'firestreak-client';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import { counted, numberInWords } from './formats';
import { icons } from './icons';
import { KeepFocus } from './keepFocus';
import { languageOf } from './language';
import { failedStyles, renderFailed } from './renderFailed';
import { KINDS, type Kind, renderShareCard, type Share } from './shareCard';
import { shareStyles } from './shareStyles';
import { tokens } from './tokens';

type Request = RequestOf<'createShare'>;
type Field = Request['fields'][number];
type Theme = NonNullable<Request['theme']>;

const FIELDS: Readonly<Record<Field, string>> = {
  ...KINDS,
  name: 'Your name on the leaderboard',
  badges: 'Latest badges',
  calendar: 'The last weeks, day by day',
};

const THEMES: Readonly<Record<Theme, string>> = { light: 'Light', dark: 'Dark', ember: 'Ember' };

const DAYS = [7, 30, 90];

/**
 * A dialog that makes cards of the streak, of what the user agrees to show, and has all that are
 * shared. While its page is busy, nothing is asked for a second time.
 *
 * @fires streak-share-open - when the dialog is opened
 * @fires streak-share - with what `createShare` takes
 * @fires streak-shared - with `detail.shareId` and `detail.via`, as `trackShare` takes them
 * @fires streak-revoke - with `detail.shareId`
 * @fires streak-retry - when the user wants to try again what failed
 */
export class StreakShare extends FeatureElement {
  static override readonly properties = {
    shares: { type: Array },
    busy: { type: Boolean },
    timeZone: { attribute: 'time-zone' },
    problem: {},
    kind: { state: true },
    isMaking: { state: true },
    copied: { state: true },
  };

  static override readonly styles = [tokens, card, controls, failedStyles, shareStyles];

  protected override readonly feature = 'sharing';

  /** The cards that are shared, as `listShares` gives them; undefined while they are on their way. */
  declare shares: readonly Share[] | undefined;
  /** Whether the page is making a card or taking one back. */
  declare busy: boolean;
  /** The user's zone. */
  declare timeZone: string;
  /** Why there is no card. */
  declare problem: string;
  /** What the card is about. */
  declare private kind: Kind;
  /** Whether another card is being made. */
  declare private isMaking: boolean;
  /** The card whose link was copied last. */
  declare private copied: string | undefined;

  constructor() {
    super();
    this.shares = undefined;
    this.busy = false;
    this.timeZone = 'UTC';
    this.problem = '';
    this.kind = 'streak';
    this.isMaking = false;
    this.copied = undefined;
    new KeepFocus(this);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('shares')) return;
    const before = changed.get('shares') as typeof this.shares;
    if ((this.shares?.length ?? 0) > (before?.length ?? 0)) this.isMaking = false; // it is made
  }

  protected override render(): TemplateResult {
    const { shares = [] } = this;
    const isList = shares.length > 0 && !this.isMaking;
    const title = shares.length === 1 ? 'Your card' : 'Your cards';
    return html`
      <section aria-labelledby="heading" aria-busy=${!this.shares && this.problem === ''}>
        <h2 id="heading">Share</h2>
        ${
          !this.shares && this.problem !== ''
            ? renderFailed(this, `Which cards are public is not known. ${this.problem}`)
            : html`<p class="note summary">${this.renderSummary()}</p>`
        }
        <button class="primary" type="button" @click=${this.open}>
          ${shares.length === 0 ? 'Make a card' : shares.length === 1 ? 'See the card' : 'See the cards'}
        </button>
      </section>
      <dialog aria-labelledby="title" aria-busy=${this.busy}>
        <div class="head">
          <h2 id="title">${isList ? title : 'Make a card'}</h2>
          <button class="quiet" type="button" aria-label="Close" @click=${this.close}>
            ${icons.cross}
          </button>
        </div>
        <p class="problem" role="alert">${this.problem}</p>
        ${isList ? this.renderShares(shares) : this.renderForm(shares)}
      </dialog>
    `;
  }

  private renderSummary() {
    if (!this.shares) return 'Loading …';
    const { length } = this.shares;
    if (length === 0) return 'Share a card of your streak. You choose what it shows.';
    if (length === 1) return 'A card of your streak is shared.';
    return `${numberInWords(length, languageOf(this))} cards of your streak are shared.`;
  }

  private renderForm({ length }: readonly Share[]) {
    return html`<form @submit=${this.submit}>
      <label for="kind">Headline</label>
      <select
        id="kind"
        name="kind"
        @change=${({ target }: Event) => {
          if (target instanceof HTMLSelectElement) this.kind = target.value as Kind;
        }}
      >
        ${options(KINDS, this.kind)}
      </select>
      <fieldset>
        <legend>What the card shows</legend>
        ${this.fields.map(
          ([field, label]) =>
            html`<label class="check">
              <input
                type="checkbox"
                name="fields"
                value=${field}
                .checked=${field === this.kind}
                ?disabled=${field === this.kind}
              />
              ${label}
            </label>`,
        )}
      </fieldset>
      <div class="pair">
        <div>
          <label for="theme">Colours</label>
          <select id="theme" name="theme">
            ${options(THEMES, 'light')}
          </select>
        </div>
        <div>
          <label for="days">Shown for</label>
          <select id="days" name="days">
            ${options(
              Object.fromEntries(
                DAYS.map((days) => [days, counted(days, 'day', 'days', languageOf(this))]),
              ),
              '30',
            )}
          </select>
        </div>
      </div>
      <p class="note">Anyone with the link can see the card, and nothing else about you.</p>
      <div class="ways">
        <button class="primary" aria-disabled=${this.busy}>
          ${this.busy ? 'Sharing …' : 'Share it'}
        </button>
        ${
          length > 0
            ? html`<button type="button" @click=${() => (this.isMaking = false)}>
                Back to ${length === 1 ? 'your card' : 'your cards'}
              </button>`
            : nothing
        }
      </div>
    </form>`;
  }

  /** What a card may show. Nobody has a name where there are no leaderboards. */
  private get fields() {
    const fields = Object.entries(FIELDS);
    return this.has('leaderboards') ? fields : fields.filter(([field]) => field !== 'name');
  }

  private renderShares(shares: readonly Share[]) {
    return html`
      <ul>
        ${repeat(
          shares,
          ({ shareId }) => shareId,
          (share) => html`<li>${this.renderShare(share)}</li>`,
        )}
      </ul>
      <button class="primary" type="button" @click=${() => (this.isMaking = true)}>
        Make another card
      </button>
    `;
  }

  private renderShare(share: Share) {
    const { shareId } = share;
    return renderShareCard(share, {
      lang: languageOf(this),
      timeZone: this.timeZone,
      isBusy: this.busy,
      isCopied: this.copied === shareId,
      onShared: (via) => {
        this.tell('streak-shared', { shareId, via });
      },
      onCopied: () => {
        this.copied = shareId;
        this.tell('streak-shared', { shareId, via: 'copy' });
      },
      onRevoke: () => {
        if (!this.busy) this.tell('streak-revoke', { shareId });
      },
    });
  }

  /** Opens the dialog to make a card about something. */
  make(kind: Kind): void {
    this.kind = kind;
    this.isMaking = true;
    this.open();
  }

  private readonly open = (): void => {
    this.renderRoot.querySelector('dialog')?.showModal();
    this.tell('streak-share-open', {});
  };

  private readonly close = (): void => {
    this.renderRoot.querySelector('dialog')?.close();
  };

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.busy) return;
    if (!(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    const { kind } = this;
    const fields = [kind, ...form.getAll('fields')]; // what is disabled is not in the form
    const detail = { kind, fields, theme: form.get('theme'), days: Number(form.get('days')) };
    this.tell('streak-share', detail);
  }

  private tell(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

function options(labels: Readonly<Record<string, string>>, chosen: string) {
  return Object.entries(labels).map(
    ([value, label]) =>
      html`<option value=${value} ?selected=${value === chosen}>${label}</option>`,
  );
}
