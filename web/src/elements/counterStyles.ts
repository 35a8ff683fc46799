import { css } from 'lit';

/** The number with its flame, what matters now, and the facts below. */
export const counterStyles = css`
  .hero {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem clamp(1rem, 4cqi, 1.75rem);
  }

  .flame {
    display: grid;
    place-items: center;
    inline-size: clamp(5.25rem, 20cqi, 7.5rem);
    aspect-ratio: 1;
    border-radius: 28%;
    background: var(--raised);
    color: var(--muted);
  }

  .flame.lit {
    background: var(--accent-soft);
    color: var(--accent);
  }

  .flame .icon {
    inline-size: 56%;
    block-size: 56%;
  }

  .count {
    font-size: clamp(3.5rem, 16cqi, 5.5rem);
    font-weight: 700;
    line-height: 1;
    margin-inline-start: -0.04em;
    letter-spacing: -0.035em;
    font-variant-numeric: tabular-nums;
  }

  .unit {
    margin-block-start: 0.25rem;
    font-size: 1.125rem;
    font-weight: 600;
  }

  .flame.first {
    background: var(--accent-soft);
    color: var(--accent);
  }

  .headline {
    margin-block-start: 1.5rem;
    font-size: 1.375rem;
    font-weight: 700;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }

  .detail {
    margin-block-start: 0.25rem;
    color: var(--muted);
  }

  .at-risk {
    margin-block-start: 1.5rem;
    padding: 1rem 1.25rem;
    border: 2px solid var(--accent);
    border-radius: 16px;
    background: var(--accent-soft);
  }

  .at-risk .headline {
    margin: 0;
    color: var(--accent);
  }

  .at-risk .detail {
    color: var(--text);
  }

  .today {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    margin-block-start: 1.5rem;
    padding: 0.5rem 1rem 0.5rem 0.75rem;
    border-radius: 999px;
    background: var(--raised);
    font-weight: 600;
  }

  .today.done {
    background: var(--accent-soft);
    color: var(--accent);
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr));
    gap: 1rem;
    margin-block: 1.5rem;
  }

  dt {
    font-size: 0.875rem;
    color: var(--muted);
  }

  dd {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 1.75rem;
    font-size: 1.125rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  progress {
    block-size: 0.5rem;
    margin-block: 0.5rem 0.75rem;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    color: var(--muted);
  }

  .foot button {
    margin-inline: auto -1.125rem;
  }
`;
