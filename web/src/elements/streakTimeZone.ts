import { LitElement, css, html, nothing } from 'lit';
import { card } from './card';
import { controls } from './controls';
import { momentInWords } from './formats';
import { languageOf } from './language';
import { sameZone } from './sameZone';
import { tokens } from './tokens';
import { zonesByRegion } from './zonesByRegion';

/**
 * The zone that the user's days are counted in, to be changed.
 *
 * @fires streak-time-zone - with `detail.timeZone` when another is chosen
 */
export class StreakTimeZone extends LitElement {
  static override readonly properties = {
    timeZone: { attribute: 'time-zone' },
    deviceZone: { attribute: 'device-zone' },
    nextTimeZone: { attribute: 'next-time-zone' },
    effectiveAt: { attribute: 'effective-at' },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    css`
      label,
      p {
        display: block;
        margin-block: 1rem 0.5rem;
        font-size: 0.9375rem;
        color: var(--muted);
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
  /** The zone that waits for the end of the day; empty for none. */
  declare nextTimeZone: string;
  /** When it will be in force, ISO 8601. */
  declare effectiveAt: string;

  constructor() {
    super();
    this.timeZone = '';
    this.deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.nextTimeZone = '';
    this.effectiveAt = '';
  }

  protected override render() {
    const latest = this.nextTimeZone || this.timeZone;
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading">Time zone</h2>
        <form @submit=${this.submit}>
          <label for="zone">Your days start and end by the clocks of</label>
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
          <button>Change</button>
        </form>
        ${this.renderNext()}
        ${
          this.deviceZone === '' || sameZone(latest, this.deviceZone)
            ? nothing
            : html`<button
                class="quiet"
                type="button"
                @click=${() => {
                  this.change(this.deviceZone);
                }}
              >
                Use this device’s: ${this.deviceZone.replaceAll('_', ' ')}
              </button>`
        }
      </section>
    `;
  }

  private renderNext() {
    if (this.nextTimeZone === '') return nothing;
    const when = momentInWords(this.effectiveAt, this.timeZone, languageOf(this));
    return html`<p>
      From ${when} on: <strong>${this.nextTimeZone.replaceAll('_', ' ')}</strong>. Today keeps its
      end.
    </p>`;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const zone = new FormData(event.target).get('zone');
    if (typeof zone === 'string') this.change(zone);
  }

  private change(timeZone: string): void {
    const event = { detail: { timeZone }, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('streak-time-zone', event));
  }
}
