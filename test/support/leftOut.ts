import { hasProductionNode } from '../deploy/nodes/productionNodes';
import { chromiumPath } from './chromium';
import { officialInstalled } from './officialEmulators';
import { programPath } from './programPath';
import { redisServerPath } from './redisServer';

/** Tests that run only where something is installed that npm does not bring. */
export interface Optional {
  readonly tests: string;
  readonly isHere: boolean;
  /** How to get what they need. */
  readonly get: string;
}

/** Everything that is optional, on this machine. */
export function optionalTests() {
  return {
    official: {
      tests: "the integration tests and the security rules on Google's emulators",
      isHere: officialInstalled(),
      get: 'Java 17, and gcloud components install cloud-firestore-emulator pubsub-emulator',
    },
    browser: {
      tests: 'the dashboard and its elements in a browser',
      isHere: chromiumPath() !== undefined,
      get: 'apt-get install chromium, or FIRESTREAK_CHROMIUM=PATH',
    },
    redis: {
      tests: 'the calendar cache in Redis',
      isHere: redisServerPath() !== undefined,
      get: 'apt-get install redis-server, or FIRESTREAK_REDIS=PATH',
    },
    promtool: {
      tests: 'the alerts, evaluated over incidents',
      isHere: programPath('promtool') !== undefined,
      get: 'apt-get install prometheus',
    },
    gcloud: {
      tests: "the commands of the docs, by Google's own CLI",
      isHere: programPath('gcloud') !== undefined,
      get: 'the Google Cloud CLI, https://cloud.google.com/sdk/docs/install',
    },
    production: {
      tests: 'what is deployed, on the versions of Node that run it',
      isHere: hasProductionNode(),
      get: 'Node 22 or 24',
    },
  } satisfies Record<string, Optional>;
}

/** What did not run, and how to have it run; undefined where all of it did. */
export function leftOut(all: readonly Optional[]): string | undefined {
  const missing = all.filter(({ isHere }) => !isHere);
  if (missing.length === 0) return undefined;
  const lines = missing.map(({ tests, get }) => `  - ${tests}: ${get}`);
  return `Left out, because what it needs is not on this machine:\n${lines.join('\n')}`;
}
