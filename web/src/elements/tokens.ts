import { css } from 'lit';

/**
 * Colours and shapes. A page sets `--streak-…` to give them its own; `color-scheme` decides between
 * light and dark. Text on its ground has a contrast of 4.5 or more.
 */
export const tokens = css`
  :host {
    --text: var(--streak-text, light-dark(#221c17, #f5efe8));
    --muted: var(--streak-muted, light-dark(#695e54, #b5a99c));
    --surface: var(--streak-surface, light-dark(#ffffff, #211c18));
    --raised: var(--streak-raised, light-dark(#f7f2ec, #2c2520));
    --line: var(--streak-line, light-dark(#ebe3da, #3a322b));
    --accent: var(--streak-accent, light-dark(#b8430f, #ff9d62));
    --accent-soft: var(--streak-accent-soft, light-dark(#fdeee4, #402817));
    --on-accent: var(--streak-on-accent, light-dark(#ffffff, #241307));
    --radius: var(--streak-radius, 20px);
    --shadow: var(
      --streak-shadow,
      0 1px 2px light-dark(rgb(60 40 20 / 6%), transparent),
      0 8px 24px light-dark(rgb(60 40 20 / 5%), transparent)
    );
    display: block;
    box-sizing: border-box;
    color: var(--text);
    font: 400 1rem/1.5 var(--streak-font, system-ui, sans-serif);
    text-align: start;
    overflow-wrap: anywhere; /* with the largest text, on the smallest phone */
  }

  th {
    overflow-wrap: normal;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  .icon {
    display: block;
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  .only-read {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
