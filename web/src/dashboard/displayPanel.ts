import { LitElement, css, html } from 'lit';
import { card, controls, languageInWords, tokens } from '../elements/index';
import {
  type Display,
  chosenDisplay,
  deviceLanguage,
  pageLanguages,
  show,
  themes,
} from './display';
import { say } from './words/say';
import { Spoken } from './words/spoken';

/** The language and the colours of the page, which are kept on this device. */
export class DisplayPanel extends LitElement {
  static override readonly styles = [
    tokens,
    card,
    controls,
    css`
      label {
        display: block;
        margin-block: 1rem 0.5rem;
        font-size: 0.9375rem;
        color: var(--muted);
      }
    `,
  ];

  private display = chosenDisplay();

  constructor() {
    super();
    new Spoken(this);
  }

  protected override render() {
    const { language, theme } = this.display;
    const device = languageInWords(deviceLanguage(navigator.languages).split('-')[0] ?? 'en');
    return html`<section aria-labelledby="heading">
      <h2 id="heading">${say('display.heading')}</h2>
      <label for="language">${say('display.language')}</label>
      <select
        id="language"
        @change=${({ target }: Event) => {
          if (target instanceof HTMLSelectElement) this.choose({ language: target.value });
        }}
      >
        <option value="" ?selected=${language === ''}>
          ${say('display.ofDevice', { name: device })}
        </option>
        ${pageLanguages.map(
          (each) =>
            html`<option value=${each} lang=${each} ?selected=${each === language}>
              ${languageInWords(each)}
            </option>`,
        )}
      </select>
      <label for="theme">${say('display.theme')}</label>
      <select
        id="theme"
        @change=${({ target }: Event) => {
          const chosen = target instanceof HTMLSelectElement ? target.value : '';
          this.choose({ theme: themes.find((each) => each === chosen) ?? 'system' });
        }}
      >
        ${themes.map(
          (each) =>
            html`<option value=${each} ?selected=${each === theme}>
              ${say(`display.theme.${each}`)}
            </option>`,
        )}
      </select>
    </section>`;
  }

  private choose(change: Partial<Display>): void {
    this.display = { ...this.display, ...change };
    void show(this.display);
  }
}
