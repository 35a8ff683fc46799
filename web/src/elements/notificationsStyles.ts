import { css } from 'lit';

/** Settings one below the other, with a table of kinds and channels. */
export const notificationsStyles = css`
  .problem:empty {
    margin: 0;
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  fieldset:disabled label,
  fieldset:disabled th {
    color: var(--muted);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    margin-block: 0.5rem;
  }

  th {
    padding-block: 0.375rem;
    font-weight: 400;
    text-align: start;
  }

  tbody th {
    overflow-wrap: anywhere;
  }

  thead th {
    font-size: 0.875rem;
    color: var(--muted);
  }

  thead th + th,
  td {
    inline-size: min(4rem, 22cqi);
    padding: 0;
    text-align: center;
  }

  tbody tr {
    border-block-start: 1px solid var(--line);
  }

  .all th {
    font-weight: 600;
  }

  .cell {
    display: grid;
    place-items: center;
    min-block-size: 2.75rem;
    margin: 0;
    cursor: pointer;
  }

  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 1rem;
    margin-block-end: 0.75rem;
  }

  label {
    display: block;
    margin-block: 0.75rem 0.25rem;
    font-size: 0.9375rem;
    color: var(--muted);
  }

  select:disabled {
    color: var(--muted);
  }
`;
