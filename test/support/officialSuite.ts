import { startFunctionsRelay } from './functionsRelay';
import { startOfficialFirestore, startOfficialPubsub } from './officialEmulators';

/** Where the official emulators and the relay of their events listen, as `host:port`. */
export interface OfficialHosts {
  readonly firestore: string;
  readonly pubsub: string;
  readonly relay: string;
}

export interface OfficialSuite {
  readonly hosts: OfficialHosts;
  readonly close: () => Promise<void>;
}

/** Starts both official emulators side by side. */
export async function startOfficialSuite(): Promise<OfficialSuite> {
  const relay = await startFunctionsRelay();
  const [firestore, pubsub] = await Promise.all([
    startOfficialFirestore(relay.host),
    startOfficialPubsub(),
  ]);
  return {
    hosts: { firestore: firestore.host, pubsub: pubsub.host, relay: relay.host },
    close: async () => {
      await Promise.all([firestore.close(), pubsub.close(), relay.close()]);
    },
  };
}

const VARIABLE = 'FIRESTREAK_OFFICIAL_HOSTS';

/** Lets the test processes find a suite that was started for all of them. */
export function shareOfficialHosts(hosts: OfficialHosts): void {
  process.env[VARIABLE] = JSON.stringify(hosts);
}

export function sharedOfficialHosts(): OfficialHosts | undefined {
  const hosts = process.env[VARIABLE];
  return hosts === undefined ? undefined : (JSON.parse(hosts) as OfficialHosts);
}
