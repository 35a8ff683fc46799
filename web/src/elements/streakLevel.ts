import { css, html, svg, type TemplateResult } from 'lit';
import { number, text } from './attributes';
import { BaseElement } from './baseElement';
import { card } from './card';
import { numberInWords } from './formats';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

/** Length of the ring, so that strokes are in percent. */
const RING = 100;

/**
 * The level with its tier, and the way to the next.
 *
 * @tag streak-level
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart ring - the way to the next level
 * @csspart tier - the name of the tier
 */
export class StreakLevel extends BaseElement {
  static override readonly properties = {
    level: { converter: number(1) },
    tier: { converter: text },
    xp: { converter: number(0) },
    levelFromXp: { attribute: 'level-from-xp', converter: number(0) },
    nextLevelAtXp: { attribute: 'next-level-at-xp', converter: number(0) },
  };

  static override readonly styles = [
    tokens,
    card,
    css`
      .level {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 1.25rem;
        margin-block-start: 1rem;
      }

      .ring {
        position: relative;
        display: grid;
        flex: none;
        place-items: center;
        inline-size: 6rem;
        block-size: 6rem;
      }

      svg {
        position: absolute;
        inset: 0;
        transform: rotate(-90deg);
      }

      circle {
        fill: none;
        stroke: var(--raised);
        stroke-width: 8;
      }

      .way {
        stroke: var(--accent);
        stroke-linecap: round;
        transition: stroke-dasharray 400ms ease;
      }

      .number {
        font-size: 2rem;
        font-weight: 700;
        letter-spacing: -0.02em;
        font-variant-numeric: tabular-nums;
      }

      .tier {
        font-size: 1.25rem;
        font-weight: 650;
        line-height: 1.3;
      }

      .xp {
        margin-block-start: 0.25rem;
        color: var(--muted);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** The number of the level. */
  declare level: number;
  /** The name of its tier. */
  declare tier: string;
  /** All XP so far. */
  declare xp: number;
  /** XP at which the level started. */
  declare levelFromXp: number;
  /** XP at which the next level starts; 0 on the last. */
  declare nextLevelAtXp: number;

  constructor() {
    super();
    this.level = 1;
    this.tier = '';
    this.xp = 0;
    this.levelFromXp = 0;
    this.nextLevelAtXp = 0;
  }

  protected override content(say: Say): TemplateResult {
    const isLast = this.nextLevelAtXp === 0;
    const width = this.nextLevelAtXp - this.levelFromXp;
    const share = isLast || width <= 0 ? 1 : (this.xp - this.levelFromXp) / width;
    const toGo = { xp: this.nextLevelAtXp - this.xp, level: this.level + 1 };
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" part="heading"><slot name="heading">${say('level.heading')}</slot></h2>
        <div class="level">
          <div class="ring" part="ring">
            <svg viewBox="0 0 100 100" aria-hidden="true">${ring(share)}</svg>
            <span class="number">${numberInWords(this.level, say.lang)}</span>
          </div>
          <div>
            <p class="tier" part="tier"><bdi>${this.tier}</bdi></p>
            <p class="xp">${say('xp', { xp: this.xp })}</p>
            <p class="xp">${isLast ? say('level.highest') : say('level.toGo', toGo)}</p>
          </div>
        </div>
        <slot name="footer"></slot>
      </section>
    `;
  }
}

/** A ring of which a share (0 to 1) is done. */
function ring(share: number) {
  const done = Math.max(0, Math.min(1, share)) * RING;
  // A stroke of no length would still be a dot.
  const className = done > 0 ? 'way' : '';
  return svg`
    <circle cx="50" cy="50" r="45" />
    <circle
      class=${className} cx="50" cy="50" r="45"
      pathLength=${RING} stroke-dasharray="${done} ${RING}"
    />
  `;
}
