import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as functions from '../../functions/src';
import { repository } from '../../local/suite/repository';
import type { Needs } from './checks';

/** What this version of the repository needs, read from what it deploys. */
export function needsOfRepository(): Needs {
  const endpoints = Object.values(functions).map(({ __endpoint }) => __endpoint);
  const secrets = endpoints.flatMap((endpoint) => {
    const { secretEnvironmentVariables = [] } = endpoint as {
      secretEnvironmentVariables?: { key: string }[];
    };
    return secretEnvironmentVariables.map(({ key }) => key);
  });
  const metrics = readdirSync(join(repository, 'monitoring/metrics'));
  return {
    secrets: [...new Set(secrets)].sort(),
    functions: Object.keys(functions),
    logMetrics: metrics.map((file) => basename(file, '.json')),
  };
}
