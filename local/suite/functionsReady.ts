import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repository } from './repository';

/** A function as the Functions emulator lists it, as far as the suite cares. */
export interface EmulatedFunction {
  readonly id: string;
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
 * @throws Error when they are not there in time
 */
export async function functionsReady(
  functionsPort: number,
  names: readonly string[],
  timeoutMs: number,
): Promise<void> {
  const expected = names.toSorted().join(', ');
  const deadline = Date.now() + timeoutMs;
  let found = '';
  while (Date.now() < deadline) {
    const emulated = await emulatedFunctions(functionsPort);
    found = emulated
      .map(({ entryPoint }) => entryPoint)
      .sort()
      .join(', ');
    if (found === expected) return;
    await sleep(100);
  }
  throw new Error(`The emulator has loaded [${found}], index.ts exports [${expected}].`);
}
