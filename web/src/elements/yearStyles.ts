import { css } from 'lit';

/** Two halves, one above the other where there is no room for both. */
export const yearStyles = css`
  .year {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 3px;
    margin-block: 1rem 0.75rem;
  }

  .half {
    display: flex;
    flex: 1 1 15.5rem;
    gap: 3px;
  }

  .week {
    display: grid;
    flex: 1 1 0;
    grid-template-columns: minmax(0, 1fr);
    min-inline-size: 0;
    gap: 3px;
    align-content: start;
  }

  .month {
    block-size: 1.125rem;
    font-size: 0.75rem;
    line-height: 1.125rem;
    white-space: nowrap;
    color: var(--muted);
  }

  .day {
    display: block;
    aspect-ratio: 1;
    border-radius: 25%;
  }

  .depth-0 {
    background: var(--raised);
  }

  .depth-1 {
    background: color-mix(in oklab, var(--accent) 40%, var(--surface));
  }

  .depth-2 {
    background: color-mix(in oklab, var(--accent) 60%, var(--surface));
  }

  .depth-3 {
    background: color-mix(in oklab, var(--accent) 80%, var(--surface));
  }

  .depth-4 {
    background: var(--accent);
  }

  .kept {
    border: 1.5px solid var(--muted);
  }

  .day[data-day] {
    cursor: pointer;
  }

  .tapped {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    margin-block-end: 0.5rem;
    font-size: 0.9375rem;
  }

  .foot,
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    font-size: 0.875rem;
    color: var(--muted);
  }

  .foot {
    justify-content: space-between;
  }

  .legend .day {
    inline-size: 0.875rem;
  }
`;
