import { html, nothing, type TemplateResult } from 'lit';
import type { RequestOf } from 'firestreak-client';
import { list, text, zone } from './attributes';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import { icons } from './icons';
import { KeepFocus } from './keepFocus';
import { keyed } from './keyed';
import { failedStyles, renderFailed } from './renderFailed';
import { type Device, KINDS, type Kind, renderShareCard, type Share } from './shareCard';
import { shareStyles } from './shareStyles';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

type Request = RequestOf<'createShare'>;
type Field = Request['fields'][number];
type Theme = NonNullable<Request['theme']>;

const FIELDS = [...KINDS, 'name', 'badges', 'calendar'] as const satisfies readonly Field[];

const THEMES = ['light', 'dark', 'ember'] as const satisfies readonly Theme[];

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
 * @tag streak-share
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart dialog - where cards are made and listed
 * @csspart open - the button that opens it
 */
export class StreakShare extends FeatureElement {
  static override readonly properties = {
    shares: { converter: list() },
    busy: { type: Boolean },
    timeZone: { attribute: 'time-zone', converter: zone },
    problem: { converter: text },
    kind: { state: true },
    isMaking: { state: true },
    copied: { state: true },
    device: { state: true },
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
  declare private device: Device;

  constructor() {
    super();
    this.shares = undefined;
    this.busy = false;
    this.timeZone = 'UTC';
    this.problem = '';
    this.kind = 'streak';
    this.isMaking = false;
    this.copied = undefined;
    this.device = { copies: false, shares: false };
    new KeepFocus(this);
  }

  protected override firstUpdated(): void {
    this.device = { copies: 'clipboard' in navigator, shares: 'share' in navigator };
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    super.willUpdate(changed);
    if (!changed.has('shares')) return;
    const before = changed.get('shares') as typeof this.shares;
    if ((this.shares?.length ?? 0) > (before?.length ?? 0)) this.isMaking = false; // it is made
  }

  protected override content(say: Say): TemplateResult {
    const { shares = [] } = this;
    const { length: count } = shares;
    const isList = shares.length > 0 && !this.isMaking;
    return html`
      <section aria-labelledby="heading" aria-busy=${!this.shares && this.problem === ''}>
        <h2 id="heading" part="heading"><slot name="heading">${say('share.heading')}</slot></h2>
        ${
          !this.shares && this.problem !== ''
            ? renderFailed(this, say('share.unknown', { problem: this.problem }), say)
            : html`<p class="note summary">${this.summary(say)}</p>`
        }
        <button part="open" class="primary" type="button" @click=${this.open}>
          ${count === 0 ? say('share.make') : say('share.see', { count })}
        </button>
        <slot name="footer"></slot>
      </section>
      <dialog part="dialog" aria-labelledby="title" aria-busy=${this.busy}>
        <div class="head">
          <h2 id="title">${isList ? say('share.yours', { count }) : say('share.make')}</h2>
          <button class="quiet" type="button" aria-label=${say('close')} @click=${this.close}>
            ${icons.cross}
          </button>
        </div>
        <p class="problem" role="alert">${this.problem}</p>
        ${isList ? this.renderShares(shares, say) : this.renderForm(shares, say)}
      </dialog>
    `;
  }

  private summary(say: Say): string {
    if (!this.shares) return say('loading');
    const { length: count } = this.shares;
    return count === 0 ? say('share.none') : say('share.shared', { count });
  }

  private renderForm({ length: count }: readonly Share[], say: Say) {
    return html`<form @submit=${this.submit}>
      <label for="kind">${say('share.headline')}</label>
      <select
        id="kind"
        name="kind"
        @change=${({ target }: Event) => {
          if (target instanceof HTMLSelectElement) this.kind = target.value as Kind;
        }}
      >
        ${options(KINDS, (kind) => say(`share.field.${kind}`), this.kind)}
      </select>
      <fieldset>
        <legend>${say('share.shows')}</legend>
        ${this.fields.map(
          (field) =>
            html`<label class="check">
              <input
                type="checkbox"
                name="fields"
                value=${field}
                .checked=${field === this.kind}
                ?disabled=${field === this.kind}
              />
              ${say(`share.field.${field}`)}
            </label>`,
        )}
      </fieldset>
      <div class="pair">
        <div>
          <label for="theme">${say('share.colours')}</label>
          <select id="theme" name="theme">
            ${options(THEMES, (theme) => say(`share.theme.${theme}`), 'light')}
          </select>
        </div>
        <div>
          <label for="days">${say('share.shownFor')}</label>
          <select id="days" name="days">
            ${options(DAYS, (count) => say('days', { count }), 30)}
          </select>
        </div>
      </div>
      <p class="note">${say('share.note')}</p>
      <div class="ways">
        <button class="primary" aria-disabled=${this.busy}>
          ${say(this.busy ? 'share.sharing' : 'share.share')}
        </button>
        ${
          count > 0
            ? html`<button type="button" @click=${() => (this.isMaking = false)}>
                ${say('share.backTo', { count })}
              </button>`
            : nothing
        }
      </div>
    </form>`;
  }

  /** What a card may show. Nobody has a name where there are no leaderboards. */
  private get fields() {
    return FIELDS.filter((field) => field !== 'name' || this.has('leaderboards'));
  }

  private renderShares(shares: readonly Share[], say: Say) {
    return html`
      <ul>
        ${keyed(
          shares,
          ({ shareId }) => shareId,
          (share) => html`<li>${this.renderShare(share, say)}</li>`,
        )}
      </ul>
      <button class="primary" type="button" @click=${() => (this.isMaking = true)}>
        ${say('share.makeAnother')}
      </button>
    `;
  }

  private renderShare(share: Share, say: Say) {
    const { shareId } = share;
    return renderShareCard(share, {
      say,
      timeZone: this.timeZone,
      isBusy: this.busy,
      device: this.device,
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
}

function options<Value extends string | number>(
  values: readonly Value[],
  label: (value: Value) => string,
  chosen: Value,
) {
  return values.map(
    (value) => html`<option value=${value} ?selected=${value === chosen}>${label(value)}</option>`,
  );
}
