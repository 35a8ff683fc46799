import type { OfficialSuite } from './officialSuite';
import { shareOfficialHosts, startOfficialSuite } from './officialSuite';

declare global {
  /** From jest's global setup to its global teardown. */
  var officialSuite: OfficialSuite | undefined;
}

/** Starts the official emulators once for all test files of a jest run. */
export default async function officialSetup(): Promise<void> {
  globalThis.officialSuite = await startOfficialSuite();
  shareOfficialHosts(globalThis.officialSuite.hosts);
}
