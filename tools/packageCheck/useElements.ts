import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run';

/** An app that shows a streak; each mistake that it marks must be found. */
const app = `
import type { ResponseOf } from 'firestreak-client';
import { defineElements, StreakBadges, StreakCounter } from 'firestreak-elements';

export function show({ current, badges }: ResponseOf<'getStreak'>): HTMLElement[] {
  defineElements();
  const counter = new StreakCounter();
  counter.current = current;
  document.querySelector('streak-counter')?.requestUpdate();
  // @ts-expect-error: a number
  counter.longest = 'long';
  return [counter, Object.assign(new StreakBadges(), { badges })];
}
`;

const RESOLUTIONS = [
  ['esnext', 'bundler'],
  ['nodenext', 'nodenext'],
] as const;

/**
 * Imports the elements in Node, in TypeScript and in a bundle, as an app in that directory which has installed
 * them and the client.
 *
 * @returns the names that they export
 * @throws Error when they cannot be imported, or their types are missing or wrong
 */
export async function useElements(directory: string, packages: string): Promise<string[]> {
  await writeFile(join(directory, 'package.json'), '{"type":"module","private":true}');
  await writeFile(join(directory, 'page.ts'), app);
  await writeFile(join(directory, 'index.html'), '<script type="module" src="page.ts"></script>');
  const names = "import('firestreak-elements').then((all) => console.log(Object.keys(all).join()))";
  const printed = await run(process.execPath, ['-e', names], directory);
  const typescript = join(packages, 'typescript/bin/tsc');
  for (const [module, moduleResolution] of RESOLUTIONS) {
    const options = ['--ignoreConfig', '--strict', '--noEmit', '--target', 'es2023'];
    const how = ['--lib', 'es2024,dom', '--module', module, '--moduleResolution', moduleResolution];
    await run(process.execPath, [typescript, 'page.ts', ...options, ...how], directory);
  }
  await run(process.execPath, [join(packages, 'vite/bin/vite.js'), 'build'], directory);
  return printed.trim().split(',');
}
