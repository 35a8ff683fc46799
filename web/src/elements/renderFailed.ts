import { type LitElement, css, html, type TemplateResult } from 'lit';
import type { Say } from './words/elementWords';

/** Styles of `renderFailed`. */
export const failedStyles = css`
  .failed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    margin-block: 0.75rem;
  }
`;

/** Why an element has nothing to show, and trying again: `streak-retry` tells the page. */
export function renderFailed(element: LitElement, problem: string, say: Say): TemplateResult {
  return html`<div class="failed" role="alert">
    <p>${problem}</p>
    <button
      type="button"
      @click=${() => {
        element.dispatchEvent(new CustomEvent('streak-retry', { bubbles: true, composed: true }));
      }}
    >
      ${say('tryAgain')}
    </button>
  </div>`;
}
