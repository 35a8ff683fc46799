import { css } from 'lit';
import { dialogStyles } from './dialogStyles';

/** The dialog of cards that are shared. */
export const shareStyles = [
  dialogStyles,
  css`
    .note {
      margin-block: 0.5rem 0.75rem;
      font-size: 0.9375rem;
      color: var(--muted);
    }

    .summary {
      min-block-size: 3em; /* of two lines, so that nothing below moves */
    }

    .note:empty,
    .problem:empty {
      margin: 0;
    }

    .head {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 1rem;
    }

    .head button {
      display: grid;
      place-items: center;
      inline-size: 2.75rem;
      padding: 0;
    }

    label,
    legend {
      display: block;
      margin-block: 0.75rem 0.25rem;
      padding: 0;
      font-size: 0.9375rem;
      color: var(--muted);
    }

    fieldset {
      margin: 0.75rem 0 0;
      padding: 0;
      border: 0;
    }

    .pair {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 1rem;
    }

    img {
      display: block;
      inline-size: 100%;
      block-size: auto;
      border-radius: 12px;
      background: var(--raised);
    }

    ul {
      margin: 0 0 1rem;
      padding: 0;
      list-style: none;
    }

    li {
      padding-block: 0.75rem;
      border-block-end: 1px solid var(--line);
    }

    h3 {
      margin-block: 0 0.5rem;
      font-size: 1rem;
    }

    form .ways {
      margin-block-start: 0.5rem;
    }

    .link {
      margin-block: 0.75rem;
      overflow-wrap: anywhere;
    }

    a {
      color: var(--accent);
    }

    .ways {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }

    .button {
      display: inline-flex;
      align-items: center;
      min-block-size: 2.75rem;
      padding-inline: 1.125rem;
      border: 1px solid var(--line);
      border-radius: 12px;
      color: var(--text);
      font-weight: 600;
      text-decoration: none;
    }

    .button:hover {
      background: var(--raised);
    }

    .facts {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 1rem;
    }
  `,
];
