import { css, html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { number, object, text } from './attributes';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import { numberInWords } from './formats';
import { KeepFocus } from './keepFocus';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

type Board = ResponseOf<'getLeaderboard'>;
type Entry = Board['entries'][number];

const BOARDS = ['weekly', 'monthly', 'allTime'] as const;

/** Places that are shown before the user's own. */
const SHOWN = 10;

/**
 * A board with the user's own place, and taking part in it.
 *
 * @fires streak-board - with `detail.board` when another board is asked for
 * @fires streak-retry - when the user wants to try again what failed
 * @fires streak-take-part - with what `setLeaderboardProfile` takes; a name of null to be shown no more
 * @tag streak-leaderboard
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart entry - one of the places
 */
export class StreakLeaderboard extends FeatureElement {
  static override readonly properties = {
    board: { converter: object },
    chosen: { converter: text },
    problem: { converter: text },
    publicShares: { attribute: 'public-shares', converter: number(0) },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    failedStyles,
    css`
      .boards {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
        margin-block: 0.75rem;
      }

      .boards button {
        flex: 1;
        padding-inline: 0.5rem;
      }

      .boards [aria-pressed='true'] {
        border-color: transparent;
        background: var(--accent-soft);
        color: var(--accent);
      }

      ol {
        margin-block: 0.75rem;
      }

      li {
        display: grid;
        grid-template-columns: 2.5rem 1fr auto;
        gap: 0.5rem;
        padding-block: 0.5rem;
        border-block-start: 1px solid var(--line);
      }

      li.you {
        color: var(--accent);
        font-weight: 600;
      }

      .rank,
      .score {
        font-variant-numeric: tabular-nums;
      }

      .name {
        overflow-wrap: anywhere;
      }

      .waiting {
        min-block-size: 12rem;
      }

      .note,
      label {
        display: block;
        margin-block: 0.75rem 0.5rem;
        font-size: 0.9375rem;
        color: var(--muted);
      }

      form button {
        margin-block-start: 0.75rem;
        inline-size: 100%;
      }
    `,
  ];

  protected override readonly feature = 'leaderboards';

  /** As `getLeaderboard` gives it; undefined while it is on its way. */
  declare board: Board | undefined;
  /** The board that was asked for, while another one or none is shown; empty: the one that is shown. */
  declare chosen: string;
  /** Why there is no board, or why the name was not taken. */
  declare problem: string;
  /** Cards of somebody who has left that can still be seen. */
  declare publicShares: number;

  constructor() {
    super();
    this.board = undefined;
    this.chosen = '';
    this.problem = '';
    this.publicShares = 0;
    new KeepFocus(this);
  }

  protected override content(say: Say): TemplateResult {
    const { board, problem } = this;
    const chosen = this.chosen || board?.board;
    return html`
      <section aria-labelledby="heading" aria-busy=${!board && problem === ''}>
        <h2 id="heading" part="heading"><slot name="heading">${say('board.heading')}</slot></h2>
        <div class="boards" role="group" aria-label=${say('board.period')}>
          ${BOARDS.map(
            (name) =>
              html`<button
                type="button"
                aria-pressed=${chosen === name}
                @click=${() => {
                  this.tell('streak-board', { board: name });
                }}
              >
                ${say(`board.${name}`)}
              </button>`,
          )}
        </div>
        ${board ? this.renderBoard(board, say) : this.renderNone(say)}
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderNone(say: Say) {
    return this.problem === ''
      ? html`<p class="note waiting">${say('loading')}</p>`
      : renderFailed(this, this.problem, say);
  }

  private renderBoard(board: Board, say: Say) {
    const { entries, you } = board;
    const top = entries.slice(0, SHOWN);
    const isOn = top.some(({ isYou }) => isYou);
    const around = you && !isOn ? you.neighbours : [];
    return html`
      ${
        top.length === 0
          ? html`<p class="note">${say('board.empty')}</p>`
          : html`<ol>
              ${top.map((entry) => this.renderEntry(entry, board, say))}
            </ol>`
      }
      ${
        around.length === 0
          ? nothing
          : html`<p class="note">${say('board.yourPlace')}</p>
              <ol>
                ${around.map((entry) => this.renderEntry(entry, board, say))}
              </ol>`
      }
      ${you ? this.renderLeaving(you, say) : [this.renderPublicShares(say), this.renderJoining(say)]}
    `;
  }

  private renderEntry(entry: Entry, { board }: Board, say: Say) {
    const { rank, displayName, activeDays, run, isYou } = entry;
    const score = board === 'allTime' ? run : activeDays;
    return html`<li part="entry" class=${isYou ? 'you' : ''}>
      <span class="rank">${numberInWords(rank, say.lang)}</span>
      <bdi class="name">${isYou ? say('you', { name: displayName }) : displayName}</bdi>
      <span class="score">${say('days', { count: score })}</span>
    </li>`;
  }

  /** What leaving has not ended, and the way to end it. */
  private renderPublicShares(say: Say) {
    const { publicShares: count } = this;
    if (count === 0) return nothing;
    return html`<p class="note" role="status">${say('board.stillPublic', { count })}</p>
      <button
        type="button"
        @click=${() => {
          this.tell('streak-take-part', { displayName: null, revokeShares: true });
        }}
      >
        ${say('board.stopSharing', { count })}
      </button>`;
  }

  private renderJoining(say: Say) {
    return html`<form @submit=${this.submit}>
      <label for="name">${say('board.join')}</label>
      <input
        id="name"
        name="name"
        required
        maxlength="60"
        autocomplete="nickname"
        aria-describedby="problem"
        aria-invalid=${this.problem !== ''}
      />
      <p id="problem" class="problem" role="alert">${this.problem}</p>
      <button class="primary">${say('board.takePart')}</button>
    </form>`;
  }

  private renderLeaving({ displayName }: NonNullable<Board['you']>, say: Say) {
    return html`<p class="note">${say('board.takingPart', { name: displayName })}</p>
      <button
        class="quiet"
        type="button"
        @click=${() => {
          this.tell('streak-take-part', { displayName: null });
        }}
      >
        ${say('board.leave')}
      </button>`;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const displayName = new FormData(event.target).get('name');
    if (typeof displayName === 'string') this.tell('streak-take-part', { displayName });
  }
}
