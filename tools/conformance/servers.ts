import { spawnFirestore } from '../../local/firestore/index';
import { officialInstalled, startOfficialFirestore } from '../../test/support/officialEmulators';

export const serverNames = ['embedded', 'official'] as const;

export type ServerName = (typeof serverNames)[number];

/** A running Firestore in a process of its own. */
export interface Server {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Of its process or an ancestor of it. */
  readonly pid: number | undefined;
  readonly close: () => Promise<void>;
}

/** Nothing listens there: no suite registers triggers. */
const noFunctions = '127.0.0.1:9';

/** Starts the server; undefined when the official emulator is not on this machine. */
export async function startServer(name: ServerName): Promise<Server | undefined> {
  if (name === 'embedded') return spawnFirestore();
  return officialInstalled() ? startOfficialFirestore(noFunctions) : undefined;
}
