import { css, html, nothing, type TemplateResult } from 'lit';
import type { ResponseOf } from 'firestreak-client';
import { list, oneOf, text, zone } from './attributes';
import { card } from './card';
import { controls } from './controls';
import { FeatureElement } from './featureElement';
import { momentInWords } from './formats';
import { KeepFocus } from './keepFocus';
import { keyed } from './keyed';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

type Device = ResponseOf<'listDevices'>['devices'][number];

/**
 * The devices that push messages go to, each to be removed, and turning them on for this one.
 *
 * @fires streak-push-on - when push is to be turned on for this device; only then may a browser ask
 * @fires streak-remove-device - with `detail.deviceId`
 * @fires streak-retry - when the user wants to try again what failed
 * @tag streak-devices
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart device - one of the devices
 */
export class StreakDevices extends FeatureElement {
  static override readonly properties = {
    devices: { converter: list() },
    own: { converter: text },
    push: { converter: oneOf(['allowed', 'ask', 'blocked', 'impossible'], 'impossible') },
    timeZone: { attribute: 'time-zone', converter: zone },
    problem: { converter: text },
  };

  static override readonly styles = [
    tokens,
    card,
    controls,
    failedStyles,
    css`
      .note {
        margin-block: 0.5rem 0.75rem;
        font-size: 0.9375rem;
        color: var(--muted);
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 0.75rem;
        min-block-size: 3rem;
        border-block-start: 1px solid var(--line);
      }

      .seen {
        display: block;
        font-size: 0.875rem;
        color: var(--muted);
      }
    `,
  ];

  protected override readonly feature = 'notifications';

  /** As `listDevices` gives them; undefined while they are on their way. */
  declare devices: readonly Device[] | undefined;
  /** The `deviceId` of this device; empty for none. */
  declare own: string;
  /** Whether push messages can arrive here: `allowed`, `ask`, `blocked` or `impossible`. */
  declare push: 'allowed' | 'ask' | 'blocked' | 'impossible';
  /** The user's zone. */
  declare timeZone: string;
  /** Why nothing is known, or why a change was not made. */
  declare problem: string;

  constructor() {
    super();
    this.devices = undefined;
    this.own = '';
    this.push = 'impossible';
    this.timeZone = 'UTC';
    this.problem = '';
    new KeepFocus(this);
  }

  protected override content(say: Say): TemplateResult {
    const { devices, problem } = this;
    return html`<section aria-labelledby="heading" aria-busy=${!devices && problem === ''}>
      <h2 id="heading" part="heading"><slot name="heading">${say('devices.heading')}</slot></h2>
      ${
        devices
          ? html`<p class="problem" role="alert">${problem}</p>
              ${this.renderThis(devices, say)} ${this.renderAll(devices, say)}`
          : problem === ''
            ? html`<p class="note">${say('loading')}</p>`
            : renderFailed(this, problem, say)
      }
      <slot name="footer"></slot>
    </section>`;
  }

  private renderThis(devices: readonly Device[], say: Say) {
    if (devices.some(({ deviceId }) => deviceId === this.own)) {
      return html`<p class="note">${say('devices.on')}</p>`;
    }
    if (this.push === 'impossible' || this.push === 'blocked') {
      return html`<p class="note">${say(`devices.${this.push}`)}</p>`;
    }
    return html`<p class="note">${say('devices.why')}</p>
      <button
        class="primary"
        type="button"
        @click=${() => {
          this.tell('streak-push-on', {});
        }}
      >
        ${say('devices.turnOn')}
      </button>`;
  }

  private renderAll(devices: readonly Device[], say: Say) {
    if (devices.length === 0) return nothing;
    return html`<ul>
      ${keyed(
        devices,
        ({ deviceId }) => deviceId,
        (device) => html`<li part="device">${this.renderDevice(device, say)}</li>`,
      )}
    </ul>`;
  }

  private renderDevice({ deviceId, platform, seenAt }: Device, say: Say) {
    const name = say(deviceId === this.own ? 'devices.this' : `devices.${platform}`);
    const when = momentInWords(seenAt, this.timeZone, say.lang);
    return html`<span>${name} <span class="seen">${say('devices.seen', { when })}</span></span>
      <button
        class="quiet"
        type="button"
        aria-label=${say('devices.removeWhich', { name, when })}
        @click=${() => {
          this.tell('streak-remove-device', { deviceId });
        }}
      >
        ${say('devices.remove')}
      </button>`;
  }
}
