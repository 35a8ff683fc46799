import { css } from 'lit';

/** The whole screen in warm colours, with sparks that fly from the medal once. */
export const celebrationStyles = css`
  dialog {
    position: fixed;
    inset: 0;
    box-sizing: border-box;
    inline-size: 100vw;
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
    padding: 1.5rem;
    border: 0;
    overflow: hidden auto;
    background: radial-gradient(circle at 50% 35%, var(--accent-soft), var(--surface) 70%);
    color: var(--text);
    text-align: center;
  }

  dialog[open] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: center;
    justify-items: center;
    gap: 0.75rem;
    animation: rise 240ms ease-out;
  }

  .medal {
    display: grid;
    place-items: center;
    inline-size: min(9rem, 40vmin);
    aspect-ratio: 1;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
    animation: pop 480ms cubic-bezier(0.3, 1.6, 0.5, 1);
  }

  .medal .icon {
    inline-size: 56%;
    block-size: 56%;
  }

  h2 {
    font-size: clamp(2rem, 9vw, 3.5rem);
    font-weight: 750;
    line-height: 1.1;
    letter-spacing: -0.02em;
  }

  .text {
    font-size: 1.125rem;
    color: var(--muted);
  }

  ul {
    display: grid;
    gap: 0.5rem;
    margin-block-start: 0.5rem;
    text-align: start;
  }

  li {
    display: flex;
    align-items: center;
    gap: 0.625rem;
  }

  li .icon {
    color: var(--accent);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.75rem;
    margin-block-start: 1.5rem;
  }

  .ways button {
    min-inline-size: min(9rem, 60vw);
    min-block-size: 3.25rem;
  }

  .sparks {
    position: fixed;
    inset: 38% 50% auto;
  }

  i {
    position: absolute;
    inline-size: 0.625rem;
    block-size: 0.625rem;
    border-radius: 50%;
    background: var(--accent);
    opacity: 0;
    animation: fly 900ms 120ms ease-out;
  }

  i:nth-child(1) {
    --x: 38vmin;
    --y: 0vmin;
  }

  i:nth-child(2) {
    --x: 41vmin;
    --y: 20vmin;
  }

  i:nth-child(3) {
    --x: 34vmin;
    --y: 42vmin;
  }

  i:nth-child(4) {
    --x: 8vmin;
    --y: 37vmin;
  }

  i:nth-child(5) {
    --x: -10vmin;
    --y: 45vmin;
  }

  i:nth-child(6) {
    --x: -34vmin;
    --y: 42vmin;
  }

  i:nth-child(7) {
    --x: -34vmin;
    --y: 16vmin;
  }

  i:nth-child(8) {
    --x: -46vmin;
    --y: 0vmin;
  }

  i:nth-child(9) {
    --x: -49vmin;
    --y: -23vmin;
  }

  i:nth-child(10) {
    --x: -24vmin;
    --y: -30vmin;
  }

  i:nth-child(11) {
    --x: -10vmin;
    --y: -45vmin;
  }

  i:nth-child(12) {
    --x: 12vmin;
    --y: -53vmin;
  }

  i:nth-child(13) {
    --x: 24vmin;
    --y: -30vmin;
  }

  i:nth-child(14) {
    --x: 41vmin;
    --y: -20vmin;
  }

  @keyframes rise {
    from {
      opacity: 0;
    }
  }

  @keyframes pop {
    from {
      transform: scale(0.3);
    }
  }

  @keyframes fly {
    from {
      opacity: 1;
    }

    to {
      opacity: 0;
      transform: translate(var(--x), var(--y)) scale(0.4);
    }
  }
`;
