import { css } from 'lit';

/** An element as a card with a heading. */
export const card = css`
  :host {
    padding: clamp(1.25rem, 3.5cqi, 1.75rem);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }

  :host([not-deployed]) {
    display: none !important; /* whatever the page says */
  }

  h2 {
    font-size: 0.9375rem;
    font-weight: 600;
    letter-spacing: 0.005em;
    color: var(--muted);
  }
`;
