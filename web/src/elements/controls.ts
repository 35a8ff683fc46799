import { css } from 'lit';

/** Buttons and fields, at least 44 pixels high. */
export const controls = css`
  button,
  input,
  select {
    min-block-size: 2.75rem;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
    color: var(--text);
    font: inherit;
  }

  input,
  select {
    inline-size: 100%;
    padding-inline: 0.875rem;
    border-color: var(--muted);
  }

  button {
    padding: 0.5rem 1.125rem;
    font-weight: 600;
    cursor: pointer;
    transition:
      background-color 120ms ease,
      transform 80ms ease;
    touch-action: manipulation;
  }

  button:active:not(:disabled, [aria-disabled='true']) {
    transform: scale(0.97);
    background: var(--accent-soft);
  }

  button.primary:active:not(:disabled, [aria-disabled='true']) {
    background: color-mix(in oklab, var(--accent), var(--text) 25%);
  }

  /* What the page does for an element is under way. */
  :host([aria-busy='true']) button {
    pointer-events: none;
    opacity: 0.65;
  }

  button:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--raised);
  }

  button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }

  button.primary:hover:not(:disabled, [aria-disabled='true']) {
    background: color-mix(in oklab, var(--accent), var(--text) 12%);
  }

  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--accent);
  }

  button:disabled,
  button[aria-disabled='true'] {
    cursor: default;
    color: var(--muted);
    background: var(--raised);
  }

  label.check {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-block-size: 2.75rem;
    margin: 0;
    font-size: 1rem;
    color: var(--text);
    cursor: pointer;
  }

  input[type='checkbox'] {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    min-block-size: 0;
    margin: 0;
    accent-color: var(--accent);
  }

  .problem {
    color: var(--accent);
    font-weight: 600;
  }
`;
