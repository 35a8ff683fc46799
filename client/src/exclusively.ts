/** Runs work while nobody else does, and resolves with what it returns. */
export type Exclusively = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * One at a time among all tabs where there are Web Locks, else in this one. Work that runs twice is
 * safe anyway: sending an activity again changes nothing.
 */
export function exclusively(name: string): Exclusively {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  const inTurn = oneAtATime();
  if (!locks) return inTurn;
  return (work) =>
    new Promise((resolve, reject) => {
      const begin = () => work().then(resolve, reject);
      // A page without storage, as in a sandbox, is given no lock either.
      locks.request(name, begin).catch(() => inTurn(begin));
    });
}

function oneAtATime(): Exclusively {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
