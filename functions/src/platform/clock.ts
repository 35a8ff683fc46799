/** The time. Its one way in, so that a test or the local suite can set it. */
export const clock = {
  /** Milliseconds since the epoch. */
  now: (): number => Date.now(),
};
