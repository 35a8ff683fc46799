import { css } from 'lit';

/** The frame around the panels: two columns where there is room, in the panels' order where not. */
export const dashboardStyles = css`
  :host {
    max-inline-size: 70rem;
    min-block-size: 100vh;
    margin-inline: auto;
    padding: clamp(1rem, 4vw, 2.5rem);
    padding-block-end: 6rem;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    min-block-size: 2.75rem;
    margin-block-end: clamp(1rem, 3vw, 2rem);
  }

  h1 {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin: 0;
    font-size: 1.25rem;
    font-weight: 700;
    letter-spacing: -0.01em;
  }

  h1 .icon {
    color: var(--accent);
  }

  .who {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-inline-size: 0;
  }

  header button {
    flex: none;
    margin-inline-end: -0.75rem;
  }

  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--muted);
  }

  nav {
    position: fixed;
    inset-inline: 0;
    inset-block-end: 0;
    z-index: 2;
    display: flex;
    padding: 0.25rem 0.5rem max(0.25rem, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }

  nav.none {
    visibility: hidden;
  }

  nav a {
    display: grid;
    flex: 1 1 0;
    justify-items: center;
    align-content: center;
    gap: 0.125rem;
    min-inline-size: 0;
    min-block-size: 3.25rem;
    border-radius: 12px;
    color: var(--muted);
    font-size: min(0.8125rem, 3.4vw);
    font-weight: 600;
    text-decoration: none;
    touch-action: manipulation;
  }

  nav a[aria-current] {
    background: var(--accent-soft);
    color: var(--accent);
  }

  main:focus-visible {
    outline: none; /* the user is put there, and sees what has come */
  }

  main {
    display: flow-root; /* stays where it is whatever it holds */
  }

  .panels {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: clamp(1rem, 2vw, 1.5rem);
    align-items: start;
  }

  .column {
    display: contents;
  }

  .panel[hidden] {
    display: none;
  }

  .panel {
    container-type: inline-size;
  }

  .panel > streak-insights-panel,
  .panel > streak-notifications-panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: clamp(1rem, 2vw, 1.5rem);
  }

  @media (min-width: 40rem) {
    nav {
      position: static;
      justify-content: center;
      gap: 0.25rem;
      max-inline-size: 36rem;
      margin-inline: auto;
      margin-block-end: clamp(1rem, 2vw, 1.5rem);
      padding: 0.25rem;
      border: 1px solid var(--line);
      border-radius: 18px;
    }

    nav a {
      grid-auto-flow: column;
      justify-content: center;
      align-items: center;
      gap: 0.5rem;
      min-block-size: 2.75rem;
      font-size: 1rem;
    }
  }

  @media (min-width: 56rem) {
    .panels {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    }

    .column {
      display: grid;
      gap: inherit;
    }
  }

  .narrow {
    max-inline-size: 32rem;
    margin-inline: auto;
    margin-block-start: clamp(0rem, 6vw, 3rem);
  }

  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    padding: 1.25rem 1.5rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }

  .refused {
    margin-block-end: 1rem;
  }

  .blank {
    border-radius: var(--radius);
    background: var(--raised);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .blank.tall {
    block-size: 26rem;
  }

  .blank.low {
    block-size: 16rem;
  }

  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }

  .status {
    position: fixed;
    inset-inline: 1rem;
    inset-block-end: calc(4.5rem + env(safe-area-inset-bottom));
    z-index: 1;
    display: grid;
    justify-items: center;
    gap: 0.5rem;
    pointer-events: none;
  }

  @media (min-width: 40rem) {
    .status {
      inset-block-end: 1rem;
    }
  }

  .status p {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    max-inline-size: 36rem;
    padding: 0.75rem 1.25rem;
    border-radius: 16px;
    background: var(--text);
    color: var(--surface);
    box-shadow: 0 6px 24px rgb(0 0 0 / 18%);
    animation: arrive 160ms ease-out;
    pointer-events: auto;
  }

  .status .offline,
  .status .waiting {
    border: 1.5px dashed var(--muted);
    background: var(--surface);
    color: var(--text);
  }

  .status .undone {
    background: var(--raised);
    color: var(--text);
  }

  .status .failed {
    border: 1.5px solid var(--accent);
    background: var(--accent-soft);
    color: var(--accent);
    font-weight: 600;
  }

  .status button {
    flex: none;
    min-block-size: 2.5rem;
    margin-block: -0.375rem;
    margin-inline-end: -0.625rem;
    border-color: transparent;
    background: var(--surface);
    color: var(--accent);
  }

  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(0.5rem);
    }
  }
`;
