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

  .grid {
    display: grid;
    grid-template-columns: repeat(7, minmax(0, 1fr));
    gap: 0.25rem;
    margin-block: 0.75rem;
    min-block-size: 18.5rem; /* of six weeks, so that nothing below moves */
    align-content: start;
  }

  .letter {
    font-size: 0.8125rem;
    text-align: center;
    color: var(--muted);
  }

  .day {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: 2.5rem;
    border: 1.5px solid transparent;
    border-radius: 10px;
    background: var(--raised);
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
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

  .grid .failed {
    grid-column: 1 / -1;
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

  .totals {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    font-size: 0.9375rem;
    color: var(--muted);
  }
`;
