import { css } from 'lit';

/** A bar of what is done, rounded and in the accent's colour; its size is the element's own. */
export const progressBar = css`
  progress {
    display: block;
    inline-size: 100%;
    border: 0;
    border-radius: 999px;
    overflow: hidden;
    appearance: none;
    background: var(--raised);
  }

  progress::-webkit-progress-bar {
    background: var(--raised);
  }

  progress::-webkit-progress-value {
    border-radius: 999px;
    background: var(--accent);
  }

  progress::-moz-progress-bar {
    border-radius: 999px;
    background: var(--accent);
  }
`;

/** What a bar is given: it takes nothing but numbers. */
export function done(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
