import { css } from 'lit';

/** Figures above, plots side by side where there is room. */
export const insightsStyles = css`
  .waiting {
    visibility: hidden;
  }

  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(7.25rem, 1fr));
    gap: 1rem;
    margin-block: 1rem 1.5rem;
  }

  dt,
  figcaption {
    font-size: 0.875rem;
    color: var(--muted);
  }

  .value {
    font-size: 1.5rem;
    font-weight: 700;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
  }

  .of {
    display: block;
    font-size: 0.875rem;
    color: var(--muted);
  }

  figure {
    margin: 0 0 1.5rem;
  }

  .plot {
    display: block;
    inline-size: 100%;
    margin-block: 0.625rem 0.375rem;
  }

  :host(:dir(rtl)) .plot {
    transform: scaleX(-1);
  }

  .track {
    fill: var(--raised);
  }

  .bar {
    fill: var(--accent);
  }

  .letters {
    display: grid;
    grid-template-columns: repeat(7, 1fr);
    text-align: center;
    font-size: 0.875rem;
    color: var(--muted);
  }

  .best {
    font-weight: 700;
    color: var(--text);
  }

  .hours {
    display: flex;
    justify-content: space-between;
    font-size: 0.8125rem;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }

  .note {
    margin-block-start: 0.5rem;
    font-size: 0.9375rem;
    color: var(--muted);
  }

  strong {
    font-weight: 600;
    color: var(--text);
  }

  .sums {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
  }

  h3 {
    margin-block: 1.25rem 0.25rem;
    font-size: 0.875rem;
    font-weight: 400;
    color: var(--muted);
  }

  .runs li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    padding-block: 0.375rem;
    font-size: 0.9375rem;
    color: var(--muted);
  }

  .runs li + li {
    border-block-start: 1px solid var(--line);
  }
`;
