import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';

/** What the Firebase CLI is told when it looks for functions. */
export interface Stack {
  readonly requiredRoles?: readonly string[];
  readonly requiredAPIs?: readonly { readonly api: string; readonly reason: string }[];
  readonly params?: readonly Param[];
  readonly lifecycleHooks?: Readonly<Record<string, object>>;
  readonly endpoints: Readonly<Record<string, object>>;
}

/** A parameter, as the CLI asks for it. */
export interface Param {
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  readonly description?: string;
  readonly default?: string | number | boolean;
  readonly input?: {
    readonly text?: { readonly validationRegex?: string; readonly validationErrorMessage?: string };
    readonly select?: { readonly options: readonly { readonly value: unknown }[] };
  };
}

/** A function, as the CLI deploys it. */
export interface Endpoint {
  readonly id: string;
  readonly region: string;
  readonly eventTrigger?: { readonly eventFilters?: Readonly<Record<string, string>> };
  readonly secretEnvironmentVariables?: readonly {
    readonly key: string;
    readonly secret: string;
  }[];
}

const PROJECT = 'demo-deployed';

/** A codebase that exports everything and nothing else. */
const EVERYTHING = "module.exports = require('firestreak');";

export interface Discovery {
  /** What is in `.env` of the codebase, and what the CLI adds. */
  readonly env?: Readonly<Record<string, string>>;
  /** The index of the codebase, in which `firestreak` is what we ship. */
  readonly index?: string;
}

/**
 * Loads a codebase as the CLI does before a deployment.
 *
 * @throws Error with what was printed, when it does not load
 */
export function discover({ env = {}, index = EVERYTHING }: Discovery = {}): {
  readonly stack: Stack;
  readonly printed: string;
} {
  const directory = mkdtempSync(join(tmpdir(), 'firestreak-codebase-'));
  const ours = JSON.stringify(join(repository, 'functions/src/index.ts'));
  try {
    writeFileSync(join(directory, 'package.json'), '{ "main": "index.js" }');
    writeFileSync(
      join(directory, 'index.js'),
      index
        .replaceAll("'firestreak'", ours)
        .replaceAll(/'(firebase-functions[^']*)'/g, (_, name: string) =>
          JSON.stringify(createRequire(__filename).resolve(name)),
        ),
    );
    const loader = join(repository, 'node_modules/firebase-functions/lib/runtime/loader.js');
    const manifest = join(repository, 'node_modules/firebase-functions/lib/runtime/manifest.js');
    const script = `require(${JSON.stringify(loader)}).loadStack(${JSON.stringify(directory)})
      .then(require(${JSON.stringify(manifest)}).stackToWire)
      .then((stack) => console.log('STACK' + JSON.stringify(stack)))`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--require', 'tsx/cjs', '--eval', script],
      {
        ...{ cwd: repository, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
        env: {
          ...{ PATH: process.env['PATH'], FUNCTIONS_CONTROL_API: 'true', GCLOUD_PROJECT: PROJECT },
          FIREBASE_CONFIG: JSON.stringify({ projectId: PROJECT }),
          ...env,
        },
      },
    );
    const [said = '', json] = stdout.split('STACK');
    if (json === undefined) throw new Error(`The codebase does not load.\n${stdout}${stderr}`);
    return { stack: JSON.parse(json) as Stack, printed: said + stderr };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** How firebase.json names a codebase: as an instance of a kit, with a prefix, or without either. */
export type Codebase = { readonly kit: string } | { readonly prefix: string } | undefined;

interface Build {
  readonly params: readonly Param[];
}

/** The CLI's own code, which has no types. */
interface Cli {
  readonly backend: {
    allEndpoints(backend: object): readonly Endpoint[];
    empty(): object;
  };
  readonly build: {
    applyEndpointPrefix(build: Build, prefix: string): void;
    applyKitSecretRefPrefix(build: Build, instance: string): void;
    resolveBackend(options: object): Promise<{
      readonly backend: { readonly lifecycleHooks?: object };
      readonly envs: Readonly<Record<string, { asString(): string }>>;
    }>;
  };
  readonly discovery: {
    buildFromV1Alpha1(stack: object, project: string, region: string, runtime: string): Build;
  };
  readonly prompt: Record<'input' | 'select', (asked: { readonly default?: unknown }) => unknown>;
  readonly validate: { endpointsAreValid(backend: object, existing: object): void };
  readonly logger: { readonly logger: Record<'warn', (...texts: unknown[]) => void> };
}

function loadCli(): Cli {
  const load = createRequire(__filename);
  const of = (name: string): unknown =>
    load(join(repository, 'node_modules/firebase-tools/lib', name));
  return {
    backend: of('deploy/functions/backend'),
    build: of('deploy/functions/build'),
    discovery: of('deploy/functions/runtimes/discovery/v1alpha1'),
    prompt: of('prompt'),
    validate: of('deploy/functions/validate'),
    logger: of('logger'),
  } as Cli;
}

/** What would be deployed. */
export interface Deployable {
  readonly endpoints: readonly Endpoint[];
  readonly params: Readonly<Record<string, string>>;
  readonly lifecycleHooks: object | undefined;
  /** What the CLI warns of until it deploys. */
  readonly warnings: readonly string[];
}

/**
 * What the CLI would deploy when somebody takes the default that it offers for each parameter that `.env` does not
 * have. Nobody is asked for secrets, as in the emulator.
 */
export async function deployable(
  codebase: Codebase,
  env: Readonly<Record<string, string>> = {},
  index = EVERYTHING,
): Promise<Deployable> {
  const { backend, build, discovery, prompt, validate, logger } = loadCli();
  const warnings: string[] = [];
  const { warn } = logger.logger;
  logger.logger.warn = (...texts) => warnings.push(texts.join(' '));
  const kit = codebase !== undefined && 'kit' in codebase ? codebase.kit : undefined;
  const ofKit: Record<string, string> = kit === undefined ? {} : { FIREBASE_KIT_INSTANCE_ID: kit };
  const { stack } = discover({ env: { ...env, ...ofKit }, index });
  const wanted = discovery.buildFromV1Alpha1(stack, PROJECT, 'us-central1', 'nodejs22');
  const prefix = codebase !== undefined && 'prefix' in codebase ? codebase.prefix : '';
  build.applyEndpointPrefix(wanted, kit === undefined ? prefix : `kit-${kit}`);
  if (kit !== undefined) build.applyKitSecretRefPrefix(wanted, kit);
  for (const kind of ['input', 'select'] as const) {
    prompt[kind] = ({ default: offered = '' }) => Promise.resolve(offered);
  }
  const resolved = await build.resolveBackend({
    ...{ build: wanted, firebaseConfig: { projectId: PROJECT }, userEnvs: env },
    ...{ codebase: 'firestreak', nonInteractive: false, isEmulator: true },
  });
  validate.endpointsAreValid(resolved.backend, backend.empty());
  logger.logger.warn = warn;
  return {
    warnings,
    endpoints: backend.allEndpoints(resolved.backend),
    params: Object.fromEntries(
      Object.entries(resolved.envs).map(([name, value]) => [name, value.asString()]),
    ),
    lifecycleHooks: resolved.backend.lifecycleHooks,
  };
}
