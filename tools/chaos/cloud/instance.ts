import { type Deployed, deploy } from '../../../functions/src/deploy';
import type { Ports } from '../../../functions/src/ports';
import { Crash } from './crash';

/** A process in which functions run. */
export interface Instance {
  readonly ports: Ports;
  /** As deployed: with outages, limits and breakers that no other process knows of. */
  readonly functions: Deployed;
  readonly isDead: boolean;
  /** Waits for something as long as the process lives. @throws Crash when it ends before that */
  alive<T>(work: Promise<T>): Promise<T>;
  /** Ends the process, and with it all that runs in it. @throws Crash */
  crash(): never;
}

/** Starts a process. */
export function newInstance(ports: Ports): Instance {
  let die: (crash: Crash) => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    die = reject;
  });
  death.catch(() => undefined); // it may be that nothing was under way
  let isDead = false;
  return {
    ports,
    functions: deploy(ports),
    get isDead() {
      return isDead;
    },
    alive: (work) => Promise.race([work, death]),
    crash: () => {
      isDead = true;
      die(new Crash());
      throw new Crash();
    },
  };
}
