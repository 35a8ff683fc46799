import firestoreIndexes from '../../firestore.indexes.json';
import * as functions from '../../functions/src';
import type { Needs } from './checks';

/** What this version of the repository needs, read from what it deploys. */
export function needsOfRepository(): Needs {
  const deployed = Object.entries(functions).filter(([, trigger]) => '__endpoint' in trigger);
  const secrets = deployed.flatMap(([, { __endpoint }]) => {
    const { secretEnvironmentVariables = [] } = __endpoint as {
      secretEnvironmentVariables?: { key: string }[];
    };
    return secretEnvironmentVariables.map(({ key }) => key);
  });
  return {
    secrets: [...new Set(secrets)].sort(),
    functions: deployed.map(([name]) => name),
    indexes: firestoreIndexes.indexes.length,
  };
}
