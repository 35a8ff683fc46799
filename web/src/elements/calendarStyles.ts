import { css } from 'lit';

/** A month as a grid of seven columns, each day as deep in colour as it was busy. */
export const calendarStyles = css`
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
  }

  .head h2 {
    flex: 1;
  }

  .head button {
    display: grid;
    place-items: center;
    inline-size: 2.75rem;
    padding: 0;
  }

  :host(:dir(rtl)) .head .icon {
    transform: scaleX(-1);
  }

  .month {
    margin-block: 0.75rem;
    min-block-size: 19.5rem; /* of six weeks, so that nothing below moves */
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }

  th,
  td {
    padding: 1px;
  }

  th {
    font-size: 0.8125rem;
    font-weight: 400;
    color: var(--muted);
  }

  .day {
    position: relative;
    display: grid;
    place-items: center;
    align-content: center;
    inline-size: 100%;
    min-block-size: 2.875rem;
    padding: 0;
    border: 1.5px solid transparent;
    border-radius: 10px;
    background: var(--raised);
    font-size: 0.9375rem;
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }

  button.day[aria-pressed='true'] {
    outline: 2px solid var(--text);
    outline-offset: -1px;
  }

  .day .icon {
    inline-size: 0.875em;
    block-size: 0.875em;
  }

  .active {
    background: var(--accent-soft);
    color: var(--accent);
    font-weight: 600;
  }

  .active.busy {
    background: var(--accent);
    color: var(--on-accent);
  }

  .unknown {
    opacity: 0.5;
  }

  .missed,
  .before,
  .future,
  .off-day,
  .off-day-ahead {
    background: transparent;
    color: var(--muted);
  }

  .off-day,
  .off-day-ahead {
    border: 1.5px dashed var(--line);
  }

  .broken {
    border-color: var(--line);
    background: transparent;
  }

  .today {
    border-color: var(--accent);
  }

  .pending {
    border-style: dashed;
  }

  .pause-ahead,
  .rest-ahead {
    border: 1.5px dashed var(--muted);
    background: transparent;
    color: var(--muted);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem 0.875rem;
    margin-block-start: 0.75rem;
    font-size: 0.875rem;
    color: var(--muted);
  }

  .legend li {
    display: flex;
    align-items: center;
    gap: 0.375rem;
  }

  .legend .day {
    inline-size: 1.25rem;
    min-block-size: 1.25rem;
    border-radius: 6px;
    color: var(--text);
  }

  .chosen {
    margin-block-start: 1rem;
    padding-block-start: 1rem;
    border-block-start: 1px solid var(--line);
  }

  .chosen h3 {
    font-size: 1.0625rem;
    font-weight: 650;
  }

  .chosen .note {
    margin-block: 0.25rem 0.75rem;
    color: var(--muted);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
  }

  .totals {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    font-size: 0.9375rem;
    color: var(--muted);
  }
`;
