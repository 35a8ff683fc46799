import { resolve } from 'node:path';
import { parseCommandLine } from './commandLine';
import { type Ports, type Service, portVariable, services } from './ports';
import { UsageError } from './usageError';

export const usage = `Usage: npm start [-- OPTIONS]

  --keep               go on with the data and the local time of the last run
  --import DIR         start with the data in DIR
  --export DIR         write the data to DIR at the end
  --project ID         a project of its own, with its own data; starts with demo-
  --SERVICE-port N     ${services.join(', ')}
  --free-ports         any free port for each service
  --inspect-functions  one debuggable process for all functions, one call at a time
  --verbose            everything the emulators print`;

export interface SuiteOptions {
  readonly projectId: string;
  readonly keep: boolean;
  readonly importFrom: string | undefined;
  readonly exportTo: string | undefined;
  /** Ports that were chosen; the others are those of firebase.json, or any if `freePorts`. */
  readonly ports: Partial<Ports>;
  readonly freePorts: boolean;
  readonly inspectFunctions: boolean;
  readonly verbose: boolean;
}

/** The project of .firebaserc. */
export const DEFAULT_PROJECT = 'demo-firestreak';

const flags = {
  keep: { type: 'boolean' },
  import: { type: 'string' },
  export: { type: 'string' },
  project: { type: 'string' },
  'free-ports': { type: 'boolean' },
  'inspect-functions': { type: 'boolean' },
  verbose: { type: 'boolean' },
} as const;

const portFlags = Object.fromEntries(
  services.map((service) => [`${service}-port`, { type: 'string' } as const]),
);

/** The options of `npm start`. @throws UsageError */
export function parseOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): SuiteOptions {
  const options = { ...portFlags, ...flags };
  const { values } = parseCommandLine({ args: [...args], options });
  const { project = DEFAULT_PROJECT } = values;
  if (!/^demo-[a-z0-9-]{1,25}$/.test(project)) {
    throw new UsageError('--project needs an id such as demo-mine: it must start with demo-.');
  }
  const chosen = services.map(
    (service) => [service, portOf(service, values, environment)] as const,
  );
  return {
    projectId: project,
    keep: values.keep ?? false,
    importFrom: values.import && resolve(values.import),
    exportTo: values.export && resolve(values.export),
    ports: Object.fromEntries(chosen.filter(([, port]) => port !== undefined)),
    freePorts: values['free-ports'] ?? false,
    inspectFunctions: values['inspect-functions'] ?? false,
    verbose: values.verbose ?? false,
  };
}

function portOf(
  service: Service,
  values: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): number | undefined {
  const text = values[`${service}-port`] ?? environment[portVariable(service)];
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--${service}-port needs a port number from 1 to 65535.`);
}
