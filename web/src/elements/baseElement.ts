import { LitElement, html } from 'lit';
import type { Say } from './words/elementWords';
import { Speech } from './words/speech';

/**
 * What all elements have in common: they speak the language of the page, and what they cannot show breaks
 * nothing, neither in a browser nor on a server.
 *
 * @fires streak-error - with `detail.error`, when what the page has given cannot be shown
 * @cssprop --streak-accent - buttons, and what is active
 * @cssprop --streak-accent-soft - the ground of what is active
 * @cssprop --streak-on-accent - text on the accent
 * @cssprop --streak-text - text
 * @cssprop --streak-muted - text of less weight
 * @cssprop --streak-surface - the ground
 * @cssprop --streak-raised - the ground of what stands out
 * @cssprop --streak-line - lines
 * @cssprop --streak-radius - how round the corners are, `20px` by default
 * @cssprop --streak-shadow - the shadow of the card
 * @cssprop --streak-font - the font family
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
      this.tell('streak-error', { error });
      return html`<p>${say('unreadable')}</p>`;
    }
  }

  /** Tells the page of something, also from within other elements. */
  protected tell(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
