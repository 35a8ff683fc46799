import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { RequestOf, ResponseOf } from 'firestreak-client';
import { card } from './card';
import { controls } from './controls';
import { messageNames } from './eventWords';
import { FeatureElement } from './featureElement';
import { counted, hourInWords } from './formats';
import { languageOf } from './language';
import { notificationsStyles } from './notificationsStyles';
import { failedStyles, renderFailed } from './renderFailed';
import { tokens } from './tokens';

type Preferences = ResponseOf<'getPreferences'>;
type Patch = RequestOf<'updatePreferences'>;
type Kind = keyof Preferences['kinds'];
type Channel = keyof Preferences['channels'];

const CHANNELS: Readonly<Record<Channel, string>> = { push: 'Push', email: 'E-mail' };

/** Each language by its own name, as `Deutsch`. */
const nameOf = (language: string) => {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
};

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

const MOST_A_DAY = 20;

/** What is offered first where somebody has none. */
const QUIET_HOURS = { from: 22, to: 8 } as const;

/** Messages of features that an app may leave out. */
const FEATURES: Readonly<Partial<Record<Kind, string>>> = { challenge_completed: 'challenges' };

const off = { push: false, email: false };

/** What is shown, and cannot be changed, until the preferences are known: it takes the same room. */
const unknown: Preferences = {
  enabled: true,
  channels: off,
  kinds: Object.fromEntries(Object.keys(messageNames).map((kind) => [kind, off])),
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
 */
export class StreakNotifications extends FeatureElement {
  static override readonly properties = {
    preferences: { type: Object },
    problem: {},
  };

  static override readonly styles = [tokens, card, controls, failedStyles, notificationsStyles];

  protected override readonly feature = 'notifications';

  /** As `getPreferences` gives them; undefined while they are on their way. */
  declare preferences: Preferences | undefined;
  /** Why there are none, or why a change was not taken. */
  declare problem: string;

  constructor() {
    super();
    this.preferences = undefined;
    this.problem = '';
  }

  protected override render(): TemplateResult {
    const { preferences, problem } = this;
    const hasFailed = !preferences && problem !== '';
    return html`
      <section aria-labelledby="heading" aria-busy=${!preferences && !hasFailed}>
        <h2 id="heading">Notifications</h2>
        ${
          hasFailed
            ? renderFailed(this, problem)
            : html`<p class="problem" role="alert">${problem}</p>
                <fieldset ?disabled=${!preferences}>
                  <legend class="only-read">Notifications</legend>
                  ${this.renderForm(preferences ?? unknown, languageOf(this))}
                </fieldset>`
        }
      </section>
    `;
  }

  private renderForm(preferences: Preferences, lang: string) {
    const { enabled, remindAtUsualHour, dailyCap, language, languages } = preferences;
    return html`
      ${this.renderCheck('Notify me', enabled, (value) => ({ enabled: value }))}
      <fieldset ?disabled=${!enabled}>
        <legend class="only-read">What, where and when</legend>
        ${this.renderTable(preferences)} ${this.renderQuietHours(preferences.quietHours, lang)}
        ${this.renderCheck(
          'Remind me at my usual time instead of at 20:00',
          remindAtUsualHour,
          (value) => ({ remindAtUsualHour: value }),
        )}
        ${this.renderSelect(
          'cap',
          'At most, per channel',
          Array.from({ length: MOST_A_DAY + 1 }, (_, most) => [
            most,
            `${counted(most, 'message', 'messages', lang)} a day`,
          ]),
          dailyCap,
          (value) => ({ dailyCap: Number(value) }),
        )}
        ${this.renderSelect(
          'language',
          'Language',
          languages.map((each) => [each, nameOf(each)] as const),
          language,
          (value) => ({ language: value }),
        )}
      </fieldset>
    `;
  }

  private renderTable({ channels, kinds }: Preferences) {
    const names = (Object.keys(CHANNELS) as Channel[]).filter(
      (channel) => channel !== 'email' || this.has('email'),
    );
    const told = (Object.keys(messageNames) as Kind[]).filter((kind) => {
      const feature = FEATURES[kind];
      return kinds[kind] !== undefined && (feature === undefined || this.has(feature));
    });
    return html`<table>
      <caption class="only-read">
        What you are notified of, and how
      </caption>
      <thead>
        <tr>
          <th scope="col">Tell me</th>
          ${names.map((channel) => html`<th scope="col">${CHANNELS[channel]}</th>`)}
        </tr>
      </thead>
      <tbody>
        <tr class="all">
          <th scope="row">All notifications</th>
          ${names.map((channel) =>
            this.renderCell(`All by ${CHANNELS[channel]}`, channels[channel], false, (value) => ({
              channels: { [channel]: value },
            })),
          )}
        </tr>
        ${told.map(
          (kind) =>
            html`<tr>
              <th scope="row">${messageNames[kind]}</th>
              ${names.map((channel) =>
                this.renderCell(
                  `${messageNames[kind]}: ${CHANNELS[channel]}`,
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

  private renderQuietHours(quietHours: Preferences['quietHours'], lang: string) {
    const shown = quietHours ?? QUIET_HOURS;
    const hours = HOURS.map((hour) => [hour, hourInWords(hour, lang)] as const);
    return html`
      ${this.renderCheck(
        'Quiet hours: messages wait until they end',
        quietHours !== null,
        (isOn) => ({
          quietHours: isOn ? QUIET_HOURS : null,
        }),
      )}
      <fieldset class="pair" ?disabled=${quietHours === null}>
        <legend class="only-read">Quiet hours</legend>
        ${this.renderSelect('from', 'From', hours, shown.from, (value) => ({
          quietHours: { ...shown, from: Number(value) },
        }))}
        ${this.renderSelect('to', 'Until', hours, shown.to, (value) => ({
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
          if (target instanceof HTMLSelectElement) this.tell(patch(target.value));
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
      if (target instanceof HTMLInputElement) this.tell(patch(target.checked));
    };
  }

  private tell(detail: Patch): void {
    const event = { detail, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('streak-preferences', event));
  }
}
