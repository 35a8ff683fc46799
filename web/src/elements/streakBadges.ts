import { css, html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { list } from './attributes';
import { BaseElement } from './baseElement';
import { card } from './card';
import { dateInWords } from './formats';
import { icons } from './icons';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

type Badge = ResponseOf<'getStreak'>['badges'][number];

/** How many badges are shown at once. */
const SHOWN = 6;

/**
 * The badges that were earned, the latest first.
 *
 * @tag streak-badges
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart badge - one of the badges
 */
export class StreakBadges extends BaseElement {
  static override readonly properties = { badges: { converter: list([]) } };

  static override readonly styles = [
    tokens,
    card,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 11.5rem), 1fr));
        gap: 0.875rem;
        margin-block-start: 1rem;
      }

      li {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }

      .medal {
        display: grid;
        flex: none;
        place-items: center;
        inline-size: 2.75rem;
        block-size: 2.75rem;
        border-radius: 50%;
        background: var(--accent-soft);
        color: var(--accent);
      }

      .name {
        font-weight: 600;
        line-height: 1.3;
      }

      .on,
      .empty {
        font-size: 0.875rem;
        color: var(--muted);
      }

      .empty {
        margin-block-start: 1rem;
      }

      summary {
        display: inline-block;
        margin-block-start: 0.75rem;
        padding-block: 0.5rem;
        border-radius: 8px;
        font-weight: 600;
        color: var(--accent);
        cursor: pointer;
      }
    `,
  ];

  /** As `getStreak` gives them. */
  declare badges: readonly Badge[];

  constructor() {
    super();
    this.badges = [];
  }

  protected override content(say: Say): TemplateResult {
    const latest = this.badges.toSorted((a, b) => b.earnedOn.localeCompare(a.earnedOn));
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" part="heading"><slot name="heading">${say('badges.heading')}</slot></h2>
        ${
          latest.length === 0
            ? html`<p class="empty">${say('badges.empty')}</p>`
            : this.renderList(latest.slice(0, SHOWN), say.lang)
        }
        ${
          latest.length > SHOWN
            ? html`<details>
                <summary>${say('badges.more', { count: latest.length - SHOWN })}</summary>
                ${this.renderList(latest.slice(SHOWN), say.lang)}
              </details>`
            : nothing
        }
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderList(badges: readonly Badge[], lang: string) {
    return html`<ul>
      ${badges.map(
        ({ name, earnedOn }) =>
          html`<li part="badge">
            <span class="medal">${icons.star}</span>
            <div>
              <p class="name"><bdi>${name}</bdi></p>
              <p class="on">${dateInWords(earnedOn, lang)}</p>
            </div>
          </li>`,
      )}
    </ul>`;
  }
}
