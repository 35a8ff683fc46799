import { LitElement, html } from 'lit';
import type { Say } from './words/elementWords';
import { Speech } from './words/speech';

/**
 * What all elements have in common: they speak the language of the page, and what they cannot show breaks
 * nothing, neither in a browser nor on a server.
 *
 * @fires streak-error - with `detail.error`, when what the page has given cannot be shown
 */
export abstract class BaseElement extends LitElement {
  /** The words of the page's language. */
  protected readonly speech = new Speech(this);

  /** What the element shows, in these words. */
  protected abstract content(say: Say): unknown;

  protected override render(): unknown {
    const { say } = this.speech;
    try {
      return this.content(say);
    } catch (error) {
      const event = { detail: { error }, bubbles: true, composed: true };
      this.dispatchEvent(new CustomEvent('streak-error', event));
      return html`<p>${say('unreadable')}</p>`;
    }
  }
}
