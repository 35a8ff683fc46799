import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { RequestOf, ResponseOf } from 'firestreak-client';
import { object, text } from './attributes';
import { card } from './card';
import { controls } from './controls';
import { messageKinds } from './eventWords';
import { FeatureElement } from './featureElement';
import { hourInWords, languageInWords } from './formats';
import { notificationsStyles } from './notificationsStyles';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';
import type { Say } from './words/elementWords';

type Preferences = ResponseOf<'getPreferences'>;
type Patch = RequestOf<'updatePreferences'>;
type Kind = keyof Preferences['kinds'];
type Channel = keyof Preferences['channels'];

const CHANNELS = ['push', 'email'] as const satisfies readonly Channel[];

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

const MOST_A_DAY = 20;

/** The hour of reminders where nobody's usual one is asked for. */
const REMINDED_AT = 20;

/** What is offered first where somebody has none. */
const QUIET_HOURS = { from: 22, to: 8 } as const;

/** Messages of features that an app may leave out. */
const FEATURES: Readonly<Partial<Record<Kind, string>>> = { challenge_completed: 'challenges' };

const off = { push: false, email: false };

/** What is shown, and cannot be changed, until the preferences are known: it takes the same room. */
const unknown: Preferences = {
  enabled: true,
  channels: off,
  kinds: Object.fromEntries(messageKinds.map((kind) => [kind, off])),
  quietHours: QUIET_HOURS,
  remindAtUsualHour: false,
  dailyCap: 0,
  language: 'en',
  languages: ['en'],
};

/**
 * What the user is told, on which channels, and when.
 *
 * @fires streak-preferences - with what `updatePreferences` takes: the one thing that was changed
 * @fires streak-retry - when the user wants to try again what failed
 * @tag streak-notifications
 * @slot heading - what stands there instead of the heading in its own words
 * @slot footer - what a page adds below
 * @csspart heading - the heading
 * @csspart table - which messages come on which channel
 */
export class StreakNotifications extends FeatureElement {
  static override readonly properties = {
    preferences: { converter: object },
    noPush: { type: Boolean, attribute: 'no-push' },
    problem: { converter: text },
  };

  static override readonly styles = [tokens, card, controls, failedStyles, notificationsStyles];

  protected override readonly feature = 'notifications';

  /** As `getPreferences` gives them; undefined while they are on their way. */
  declare preferences: Preferences | undefined;
  /** Whether push messages can arrive nowhere, so that they are not offered. */
  declare noPush: boolean;
  /** Why there are none, or why a change was not taken. */
  declare problem: string;

  constructor() {
    super();
    this.preferences = undefined;
    this.noPush = false;
    this.problem = '';
  }

  protected override content(say: Say): TemplateResult {
    const { preferences, problem } = this;
    const hasFailed = !preferences && problem !== '';
    return html`
      <section aria-labelledby="heading" aria-busy=${!preferences && !hasFailed}>
        <h2 id="heading" part="heading">
          <slot name="heading">${say('notifications.heading')}</slot>
        </h2>
        ${
          hasFailed
            ? renderFailed(this, problem, say)
            : html`<p class="problem" role="alert">${problem}</p>
                <fieldset ?disabled=${!preferences}>
                  <legend class="only-read">${say('notifications.heading')}</legend>
                  ${this.renderForm(preferences ?? unknown, say)}
                </fieldset>`
        }
        <slot name="footer"></slot>
      </section>
    `;
  }

  private renderForm(preferences: Preferences, say: Say) {
    const { enabled, remindAtUsualHour, dailyCap, language, languages } = preferences;
    return html`
      ${this.renderCheck(say('notifications.enabled'), enabled, (value) => ({ enabled: value }))}
      <fieldset ?disabled=${!enabled}>
        <legend class="only-read">${say('notifications.what')}</legend>
        ${this.renderTable(preferences, say)} ${this.renderQuietHours(preferences.quietHours, say)}
        ${this.renderCheck(
          say('notifications.usualHour', { time: hourInWords(REMINDED_AT, say.lang) }),
          remindAtUsualHour,
          (value) => ({ remindAtUsualHour: value }),
        )}
        ${this.renderSelect(
          'cap',
          say('notifications.cap'),
          Array.from({ length: MOST_A_DAY + 1 }, (_, most) => [
            most,
            say('notifications.aDay', { count: most }),
          ]),
          dailyCap,
          (value) => ({ dailyCap: Number(value) }),
        )}
        ${this.renderSelect(
          'language',
          say('notifications.language'),
          languages.map((each) => [each, languageInWords(each)] as const),
          language,
          (value) => ({ language: value }),
        )}
      </fieldset>
    `;
  }

  private renderTable({ channels, kinds }: Preferences, say: Say) {
    const names = CHANNELS.filter((channel) =>
      channel === 'email' ? this.has('email') : !this.noPush,
    );
    const told = messageKinds.filter((kind) => {
      const feature = FEATURES[kind];
      return kinds[kind] !== undefined && (feature === undefined || this.has(feature));
    });
    return html`<table part="table">
      <caption class="only-read">
        ${say('notifications.caption')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say('notifications.tellMe')}</th>
          ${names.map((channel) => html`<th scope="col">${say(`notifications.${channel}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        <tr class="all">
          <th scope="row">${say('notifications.all')}</th>
          ${names.map((channel) =>
            this.renderCell(
              say('notifications.allBy', { channel: say(`notifications.${channel}`) }),
              channels[channel],
              false,
              (value) => ({
                channels: { [channel]: value },
              }),
            ),
          )}
        </tr>
        ${told.map(
          (kind) =>
            html`<tr>
              <th scope="row">${say(`message.${kind}`)}</th>
              ${names.map((channel) =>
                this.renderCell(
                  say('notifications.by', {
                    message: say(`message.${kind}`),
                    channel: say(`notifications.${channel}`),
                  }),
                  kinds[kind]?.[channel] ?? false,
                  !channels[channel],
                  (value) => ({ kinds: { [kind]: { [channel]: value } } }),
                ),
              )}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private renderCell(
    label: string,
    isOn: boolean,
    isDisabled: boolean,
    patch: (value: boolean) => Patch,
  ) {
    return html`<td>
      <label class="cell">
        <input
          type="checkbox"
          aria-label=${label}
          .checked=${live(isOn)}
          ?disabled=${isDisabled}
          @change=${this.checked(patch)}
        />
      </label>
    </td>`;
  }

  private renderCheck(label: string, isOn: boolean, patch: (value: boolean) => Patch) {
    return html`<label class="check">
      <input type="checkbox" .checked=${live(isOn)} @change=${this.checked(patch)} />
      ${label}
    </label>`;
  }

  private renderQuietHours(quietHours: Preferences['quietHours'], say: Say) {
    const shown = quietHours ?? QUIET_HOURS;
    const hours = HOURS.map((hour) => [hour, hourInWords(hour, say.lang)] as const);
    return html`
      ${this.renderCheck(say('notifications.quiet'), quietHours !== null, (isOn) => ({
        quietHours: isOn ? QUIET_HOURS : null,
      }))}
      <fieldset class="pair" ?disabled=${quietHours === null}>
        <legend class="only-read">${say('notifications.quietHours')}</legend>
        ${this.renderSelect('from', say('notifications.from'), hours, shown.from, (value) => ({
          quietHours: { ...shown, from: Number(value) },
        }))}
        ${this.renderSelect('to', say('notifications.until'), hours, shown.to, (value) => ({
          quietHours: { ...shown, to: Number(value) },
        }))}
      </fieldset>
    `;
  }

  private renderSelect(
    id: string,
    label: string,
    options: readonly (readonly [value: string | number, label: string])[],
    chosen: string | number,
    patch: (value: string) => Patch,
  ) {
    return html`<div>
      <label for=${id}>${label}</label>
      <select
        id=${id}
        @change=${({ target }: Event) => {
          if (target instanceof HTMLSelectElement) this.change(patch(target.value));
        }}
      >
        ${options.map(
          ([value, name]) =>
            html`<option value=${value} .selected=${live(value === chosen)}>${name}</option>`,
        )}
      </select>
    </div>`;
  }

  private checked(patch: (value: boolean) => Patch) {
    return ({ target }: Event) => {
      if (target instanceof HTMLInputElement) this.change(patch(target.checked));
    };
  }

  private change(patch: Patch): void {
    this.tell('streak-preferences', patch);
  }
}
