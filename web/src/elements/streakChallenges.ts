import { html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { list, object, text, zone } from './attributes';
import { card } from './card';
import { type Challenge, goalInWords, rewardInWords, windowInWords } from './challengeInWords';
import { challengesStyles } from './challengesStyles';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import { dayInWords, numberInWords } from './formats';
import { icons } from './icons';
import { KeepFocus, focusHeading } from './keepFocus';
import { done, progressBar } from './progressBar';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

type Standing = ResponseOf<'followChallenge'>;
type Part = Standing['part'];

/**
 * Challenges that can be joined, with how far the user is in those that they have. Of one that is
 * opened it shows the standing, which the page keeps up to date.
 *
 * @fires streak-join - with `detail.challengeId`
 * @fires streak-leave - with `detail.challengeId`
 * @fires streak-follow - with `detail.challengeId` of the one that is opened; null when it is closed
 * @fires streak-retry - when the user wants to try again what failed
 * @tag streak-challenges
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart challenge - one of the challenges
 * @csspart progress - how far the user is in one
 */
export class StreakChallenges extends FeatureElement {
  static override readonly properties = {
    challenges: { converter: list() },
    standing: { converter: object },
    timeZone: { attribute: 'time-zone', converter: zone },
    problem: { converter: text },
    chosen: { converter: text },
    opened: { state: true },
    leaving: { state: true },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    failedStyles,
    progressBar,
    challengesStyles,
  ];

  protected override readonly feature = 'challenges';

  /** As `listChallenges` gives them; undefined while they are on their way. */
  declare challenges: readonly Challenge[] | undefined;
  /** The latest of `followChallenge` for the one that is opened. */
  declare standing: Standing | undefined;
  /** The user's zone. */
  declare timeZone: string;
  /** Why there are none, or why one could not be joined or left. */
  declare problem: string;
  /** The id of a challenge to go to, once it is there; empty for none. */
  declare chosen: string;
  /** Whose standing is asked for. */
  declare private opened: string | undefined;
  /** The challenge that the user was taken to. */
  private shown = '';
  /** What the user is asked whether they want to leave. */
  declare private leaving: Part | undefined;

  constructor() {
    super();
    this.challenges = undefined;
    this.standing = undefined;
    this.timeZone = 'UTC';
    this.problem = '';
    this.chosen = '';
    this.opened = undefined;
    this.leaving = undefined;
    new KeepFocus(this);
  }

  protected override updated(): void {
    const heading = this.renderRoot.querySelector<HTMLElement>(`#title-${CSS.escape(this.chosen)}`);
    if (this.chosen === '' || this.chosen === this.shown || !heading) return;
    this.shown = this.chosen;
    focusHeading(heading);
    heading.scrollIntoView({ block: 'start' });
  }

  protected override content(say: Say): TemplateResult {
    const { challenges, problem } = this;
    return html`
      <section aria-labelledby="heading" aria-busy=${!challenges && problem === ''}>
        <h2 id="heading" part="heading">
          <slot name="heading">${say('challenges.heading')}</slot>
        </h2>
        ${challenges ? this.renderAll(challenges, say) : this.renderNone(say)}
        <slot name="footer"></slot>
      </section>
      ${this.renderLeaving(say)}
    `;
  }

  private renderNone(say: Say) {
    return this.problem === ''
      ? html`<div class="waiting"></div>`
      : renderFailed(this, this.problem, say);
  }

  private renderAll(challenges: readonly Challenge[], say: Say) {
    if (challenges.length === 0) return html`<p class="note">${say('challenges.none')}</p>`;
    return html`
      <p class="problem" role="alert">${this.problem}</p>
      <ul>
        ${challenges.map((challenge) => html`<li part="challenge">${this.renderChallenge(challenge, say)}</li>`)}
      </ul>
    `;
  }

  private renderChallenge(challenge: Challenge, say: Say) {
    const { challengeId, title, description, participants, capacity } = challenge;
    const part = this.partOf(challenge);
    const people =
      capacity === null
        ? say('challenges.people', { count: participants })
        : say('challenges.places', { taken: participants, all: capacity });
    return html`
      <h3 id="title-${challengeId}" dir="auto">${title}</h3>
      ${description === '' ? nothing : html`<p dir="auto">${description}</p>`}
      <p class="note facts">
        <span>${windowInWords(challenge, this.timeZone, say)}</span>
        <span>${people}</span>
        ${rewardInWords(challenge, say).map((reward) => html`<span class="reward">${reward}</span>`)}
      </p>
      ${part ? this.renderPart(challengeId, part, say) : this.renderJoining(challenge, say)}
    `;
  }

  /** The user's part, as the stream has it if that is open. */
  private partOf({ challengeId, part }: Challenge): Part | null {
    const streamed = this.standing?.part;
    return part && streamed?.challengeId === challengeId ? streamed : part;
  }

  private renderJoining(challenge: Challenge, say: Say) {
    const { challengeId, title, capacity, participants, accountRequired } = challenge;
    const isFull = capacity !== null && participants >= capacity;
    const label = say(isFull ? 'challenges.full' : 'challenges.join');
    const needsAccount = accountRequired && !isFull;
    return html`
      <p class="goal">${say('challenges.goal', { goal: goalInWords(challenge.goal, say) })}</p>
      <button
        class="primary"
        type="button"
        aria-label=${say('challenges.about', { action: label, title })}
        ?disabled=${isFull || needsAccount}
        @click=${() => {
          this.tellOf('streak-join', challengeId);
        }}
      >
        ${label}
      </button>
      ${needsAccount ? html`<p class="note">${say('challenges.needsAccount')}</p>` : nothing}
    `;
  }

  private renderPart(challengeId: string, part: Part, say: Say) {
    const { title, value, target, completedOn } = part;
    const progress = say('challenges.progress', { value, goal: goalInWords(part, say) });
    return html`
      <p class="goal" aria-live="polite">
        ${completedOn === null ? nothing : icons.check}
        ${
          completedOn === null
            ? progress
            : say('challenges.doneOn', { progress, day: dayInWords(completedOn, say.lang) })
        }
      </p>
      <progress
        part="progress"
        max=${target}
        .value=${done(value)}
        aria-labelledby="title-${challengeId}"
      ></progress>
      <details @toggle=${this.toggled} data-id=${challengeId} ?open=${this.opened === challengeId}>
        <summary aria-label=${say('challenges.standingOf', { title })}>
          ${say('challenges.standing')}
        </summary>
        ${this.opened === challengeId ? this.renderStanding(challengeId, say) : nothing}
      </details>
      ${
        completedOn === null
          ? html`<button
              class="quiet"
              type="button"
              aria-label=${say('challenges.about', { action: say('challenges.leave'), title })}
              @click=${() => {
                this.askWhetherToLeave(part);
              }}
            >
              ${say('challenges.leave')}
            </button>`
          : nothing
      }
    `;
  }

  private renderLeaving(say: Say) {
    return html`<dialog aria-labelledby="leaving">
      <h2 id="leaving">${say('challenges.leaveWhich', { title: this.leaving?.title ?? '' })}</h2>
      <p>${say('challenges.lost')}</p>
      <p class="answers">
        <button class="quiet" type="button" @click=${this.stay}>${say('challenges.stay')}</button>
        <button class="primary" type="button" @click=${this.leave}>
          ${say('challenges.leaveIt')}
        </button>
      </p>
    </dialog>`;
  }

  private renderStanding(challengeId: string, say: Say) {
    const { standing } = this;
    if (standing?.part.challengeId !== challengeId)
      return html`<p class="note">${say('loading')}</p>`;
    const { rank, participants } = standing;
    return html`
      <p class="note">${say('challenges.rank', { rank, participants })}</p>
      ${
        standing.standing.length === 0
          ? html`<p class="note">${say('challenges.noNames')}</p>`
          : html`<ol>
              ${standing.standing.map(
                (row) =>
                  html`<li class=${row.isCaller ? 'you' : ''}>
                    <span>${numberInWords(row.rank, say.lang)}</span>
                    <bdi class="name"
                      >${
                        row.isCaller ? say('you', { name: row.displayName }) : row.displayName
                      }</bdi
                    >
                    <span>${numberInWords(row.value, say.lang)}</span>
                  </li>`,
              )}
            </ol>`
      }
    `;
  }

  private askWhetherToLeave(part: Part): void {
    this.leaving = part;
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  private readonly stay = (): void => {
    this.renderRoot.querySelector('dialog')?.close();
  };

  private readonly leave = (): void => {
    this.stay();
    if (this.leaving) this.tellOf('streak-leave', this.leaving.challengeId);
  };

  private toggled({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLDetailsElement)) return;
    const { open, dataset } = currentTarget;
    const { id = '' } = dataset;
    if (open === (this.opened === id)) return;
    this.opened = open ? id : undefined;
    this.tellOf('streak-follow', open ? id : null);
  }

  private tellOf(type: string, challengeId: string | null): void {
    this.tell(type, { challengeId });
  }
}
