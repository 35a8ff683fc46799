import { html, nothing, type TemplateResult } from 'lit';
import { list } from './attributes';
import { BaseElement } from './baseElement';
import { celebrationStyles } from './celebrationStyles';
import { controls } from './controls';
import { icons } from './icons';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

/** Something to celebrate. */
export interface Celebration {
  readonly kind: 'first' | 'milestone' | 'level' | 'badge' | 'week' | 'challenge' | 'recovery';
  readonly title: string;
  readonly text: string;
}

const drawings: Readonly<Record<Celebration['kind'], TemplateResult>> = {
  first: icons.flame,
  milestone: icons.flame,
  level: icons.bolt,
  badge: icons.star,
  week: icons.check,
  challenge: icons.people,
  recovery: icons.flame,
};

/** How many sparks fly, where motion is wanted. */
const SPARKS = 14;

/**
 * A moment that fills the screen: the first of the celebrations, with the others below it. It is there as long
 * as it has any, until the user goes on.
 *
 * @fires streak-celebrated - when the user goes on
 * @fires streak-celebration-share - with `detail.kind`, when the user wants to share it
 * @tag streak-celebration
 * @csspart dialog - all of it
 * @csspart medal - its drawing
 */
export class StreakCelebration extends BaseElement {
  static override readonly properties = {
    celebrations: { converter: list([]) },
    canShare: { type: Boolean, attribute: 'can-share' },
  };

  static override readonly styles = [tokens, controls, celebrationStyles];

  /** The greatest first. */
  declare celebrations: readonly Celebration[];
  /** Whether there are cards to share. */
  declare canShare: boolean;

  constructor() {
    super();
    this.celebrations = [];
    this.canShare = false;
  }

  protected override content(say: Say): TemplateResult | typeof nothing {
    const [first, ...others] = this.celebrations;
    if (!first) return nothing;
    return html`<dialog part="dialog" aria-labelledby="title" @close=${this.done}>
      <div class="sparks" aria-hidden="true">
        ${Array.from({ length: SPARKS }, () => html`<i></i>`)}
      </div>
      <div class="medal" part="medal">${drawings[first.kind]}</div>
      <h2 id="title">${first.title}</h2>
      <p class="text">${first.text}</p>
      ${
        others.length === 0
          ? nothing
          : html`<ul>
              ${others.map(
                ({ kind, title, text }) =>
                  html`<li>
                    ${drawings[kind]} <span><b>${title}</b> ${text}</span>
                  </li>`,
              )}
            </ul>`
      }
      <div class="ways">
        <button class="primary" type="button" autofocus @click=${this.close}>
          ${say('celebration.goOn')}
        </button>
        ${
          this.canShare
            ? html`<button
                type="button"
                @click=${() => {
                  this.share(first);
                }}
              >
                ${say('celebration.share')}
              </button>`
            : nothing
        }
      </div>
    </dialog>`;
  }

  protected override updated(): void {
    const { dialog } = this;
    if (dialog && !dialog.open) dialog.showModal();
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  private readonly close = (): void => {
    this.dialog?.close();
  };

  private readonly done = (): void => {
    this.dispatchEvent(new CustomEvent('streak-celebrated', { bubbles: true, composed: true }));
  };

  private share({ kind }: Celebration): void {
    this.close();
    const event = { detail: { kind }, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('streak-celebration-share', event));
  }
}
