import { css } from 'lit';
import { dialogStyles } from './dialogStyles';

/** Challenges one below the other. */
export const challengesStyles = [
  dialogStyles,
  css`
    .waiting {
      min-block-size: 24rem;
    }

    ul > li {
      padding-block: 1rem;
    }

    ul > li + li {
      border-block-start: 1px solid var(--line);
    }

    h3 {
      margin: 0;
      font-size: 1.125rem;
      font-weight: 650;
      overflow-wrap: anywhere;
    }

    .note {
      margin-block: 0.25rem;
      font-size: 0.9375rem;
      color: var(--muted);
    }

    .facts {
      display: flex;
      flex-wrap: wrap;
      gap: 0.125rem 1rem;
    }

    .reward {
      font-weight: 600;
      color: var(--accent);
    }

    .goal {
      display: flex;
      align-items: center;
      gap: 0.375rem;
      margin-block: 0.625rem 0.375rem;
      font-weight: 600;
      font-variant-numeric: tabular-nums;
    }

    .goal .icon {
      color: var(--accent);
    }

    progress {
      block-size: 0.625rem;
    }

    summary {
      padding-block: 0.625rem;
      color: var(--accent);
      font-weight: 600;
      cursor: pointer;
    }

    ol li {
      display: grid;
      grid-template-columns: 2.5rem 1fr auto;
      gap: 0.5rem;
      padding-block: 0.375rem;
      border-block-start: 1px solid var(--line);
      font-variant-numeric: tabular-nums;
    }

    .you {
      color: var(--accent);
      font-weight: 600;
    }

    .name {
      overflow-wrap: anywhere;
    }

    button.quiet {
      margin-inline-start: -1.125rem;
    }

    .answers {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: 0.5rem;
      margin-block-start: 1rem;
    }
  `,
];
