import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repository } from './repository';

/** A function as the Functions emulator lists it, as far as the suite cares. */
export interface EmulatedFunction {
  /** Region and name. */
  readonly id: string;
  readonly region: string;
  /** As it is deployed, with what the CLI puts before it. */
  readonly name: string;
  readonly entryPoint: string;
  readonly schedule?: { readonly schedule: string; readonly timeZone?: string | null };
}

/** Names of the functions that the built `index.ts` exports. */
export function exportedFunctions(): string[] {
  const load = createRequire(__filename);
  const built = load(join(repository, 'functions/lib/index.js')) as Record<string, unknown>;
  return Object.entries(built)
    .filter(([, value]) => typeof value === 'function' && '__endpoint' in value)
    .map(([name]) => name);
}

/** The functions that an emulator has loaded; none while it is not up. */
export async function emulatedFunctions(functionsPort: number): Promise<EmulatedFunction[]> {
  const response = await fetch(`http://127.0.0.1:${functionsPort}/backends`).catch(() => undefined);
  if (!response) return [];
  const { backends } = (await response.json()) as {
    backends: { functionTriggers: EmulatedFunction[] }[];
  };
  return backends.flatMap(({ functionTriggers }) => functionTriggers);
}

/**
 * Resolves when the emulator has loaded exactly these functions.
 *
 * @returns where they are called, below the address of the emulator and the project: the region, and what their names
 *   begin with
 * @throws Error when they are not there in time
 */
export async function functionsReady(
  functionsPort: number,
  names: readonly string[],
  timeoutMs: number,
): Promise<string> {
  const expected = names.toSorted().join(', ');
  const deadline = Date.now() + timeoutMs;
  let found = '';
  while (Date.now() < deadline) {
    const emulated = await emulatedFunctions(functionsPort);
    found = emulated
      .map(({ entryPoint }) => entryPoint)
      .sort()
      .join(', ');
    const [first] = emulated;
    if (found === expected && first) return `${first.region}/${beforeName(first)}`;
    await sleep(100);
  }
  throw new Error(`The emulator has loaded [${found}], index.ts exports [${expected}].`);
}

/** What the name of a function has before the name that it is exported by. */
function beforeName({ name, entryPoint }: EmulatedFunction): string {
  const exportedAs = entryPoint.slice(entryPoint.lastIndexOf('.') + 1);
  return name.endsWith(exportedAs) ? name.slice(0, -exportedAs.length) : '';
}
