import { css, html, nothing, type TemplateResult } from 'lit';
import { text } from './attributes';
import { BaseElement } from './baseElement';
import { card } from './card';
import { controls } from './controls';
import { sameZone } from './sameZone';
import { tokens } from './tokens';
import { zonesByRegion } from './zonesByRegion';
import type { Say } from './words/elementWords';

/**
 * The zone that the user's days are counted in, to be changed.
 *
 * @fires streak-time-zone - with `detail.timeZone` when another is chosen, and `detail.fixed`: whether it
 *   stays in force whatever devices report
 * @tag streak-time-zone
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart form - the choice of a zone
 */
export class StreakTimeZone extends BaseElement {
  static override readonly properties = {
    timeZone: { attribute: 'time-zone', converter: text },
    deviceZone: { attribute: 'device-zone', converter: text },
    fixed: { type: Boolean },
    problem: { converter: text },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    css`
      label:not(.check),
      p {
        display: block;
        margin-block: 1rem 0.5rem;
        font-size: 0.9375rem;
        color: var(--muted);
      }

      .check {
        margin-block-start: 0.5rem;
      }

      .problem {
        color: var(--accent);
      }

      .problem:empty {
        margin: 0;
      }

      button {
        margin-block-start: 0.75rem;
        inline-size: 100%;
        overflow-wrap: anywhere;
      }

      strong {
        color: var(--text);
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** The zone in force. */
  declare timeZone: string;
  /** The device's zone, offered when it is another one. */
  declare deviceZone: string;
  /** Whether the zone stays in force whatever devices report. */
  declare fixed: boolean;
  /** Why another one was not taken. */
  declare problem: string;

  constructor() {
    super();
    this.timeZone = '';
    this.deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.fixed = false;
    this.problem = '';
  }

  protected override content(say: Say): TemplateResult {
    const isThisDevices = sameZone(this.timeZone, this.deviceZone);
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" part="heading"><slot name="heading">${say('zone.heading')}</slot></h2>
        <form part="form" @submit=${this.submit}>
          <label for="zone">${say('zone.days')}</label>
          <select id="zone" name="zone">
            ${[...zonesByRegion([this.timeZone, this.deviceZone])].map(
              ([region, zones]) =>
                html`<optgroup label=${region}>
                  ${zones.map(
                    (zone) =>
                      html`<option value=${zone} .selected=${zone === this.timeZone}>
                        ${zone.replaceAll('_', ' ')}
                      </option>`,
                  )}
                </optgroup>`,
            )}
          </select>
          <label class="check">
            <input type="checkbox" name="fixed" .checked=${this.fixed} />
            ${say('zone.fixed')}
          </label>
          <p class="problem" role="alert">${this.problem}</p>
          <button>${say('zone.change')}</button>
        </form>
        ${
          this.deviceZone === '' || (isThisDevices && !this.fixed)
            ? nothing
            : html`<button
                class="quiet"
                type="button"
                @click=${() => {
                  this.change(this.deviceZone, false);
                }}
              >
                ${say(this.fixed ? 'zone.follow' : 'zone.useDevices', {
                  zone: this.deviceZone.replaceAll('_', ' '),
                })}
              </button>`
        }
        <slot name="footer"></slot>
      </section>
    `;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const chosen = new FormData(event.target);
    const zone = chosen.get('zone');
    if (typeof zone === 'string') this.change(zone, chosen.has('fixed'));
  }

  private change(timeZone: string, fixed: boolean): void {
    const event = { detail: { timeZone, fixed }, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('streak-time-zone', event));
  }
}
