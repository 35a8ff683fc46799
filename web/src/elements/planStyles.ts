import { css } from 'lit';

/** Pauses, and below them the weekdays of rest. */
export const planStyles = css`
  .problem:empty {
    margin: 0;
  }

  .note {
    margin-block: 0.25rem 0.75rem;
    font-size: 0.9375rem;
    color: var(--muted);
  }

  h3,
  fieldset {
    margin: 1rem 0 0.25rem;
  }

  h3,
  legend {
    padding: 0;
    font-size: 1rem;
    font-weight: 650;
  }

  fieldset {
    min-inline-size: 0;
    padding: 0;
    border: 0;
  }

  li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    border-block-start: 1px solid var(--line);
  }

  li button {
    flex: none;
    margin-inline-end: -1.125rem;
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
    gap: 0 1rem;
  }

  .pair label {
    display: block;
    margin-block: 0.5rem 0.25rem;
    font-size: 0.9375rem;
    color: var(--muted);
  }

  form > button {
    inline-size: 100%;
    margin-block: 0.75rem 0.5rem;
  }

  .weekdays {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
  }
`;
