import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run';

/** An app in TypeScript that uses the client; each mistake that it marks must be found. */
const app = `
import { FirestreakError, type Outcome, type RequestOf, firestreak } from 'firestreak-client';

export async function use({ queue, call }: ReturnType<typeof firestreak>): Promise<number> {
  const outcome: Outcome = await queue.log({ type: 'quiz_hard_passed' });
  if (outcome.status !== 'recorded') throw new FirestreakError('unexpected', 'internal', 'No.');
  // @ts-expect-error: a number
  const wrong: string = outcome.answer.streak.current;
  // @ts-expect-error: no such board
  await call.getLeaderboard({ board: wrong });
  const request: RequestOf<'logActivity'> = { activityId: 'a', type: 'b', ageMs: 5 };
  await call.logActivity(request);
  return (await call.getStreak()).freezes;
}
`;

const RESOLUTIONS = [
  ['esnext', 'bundler'],
  ['nodenext', 'nodenext'],
] as const;

/**
 * Imports the client in Node and in TypeScript, as an app in that directory which has installed it.
 *
 * @returns the names that it exports
 * @throws Error when it cannot be imported, or its types are missing or wrong
 */
export async function useClient(directory: string, typescript: string): Promise<string[]> {
  await writeFile(join(directory, 'package.json'), '{"type":"module","private":true}');
  await writeFile(join(directory, 'app.ts'), app);
  const names = "import('firestreak-client').then((all) => console.log(Object.keys(all).join()))";
  const printed = await run(process.execPath, ['-e', names], directory);
  for (const [module, moduleResolution] of RESOLUTIONS) {
    const options = ['--strict', '--noEmit', '--target', 'es2023', '--lib', 'es2024,dom'];
    const how = ['--module', module, '--moduleResolution', moduleResolution];
    await run(process.execPath, [typescript, 'app.ts', ...options, ...how], directory);
  }
  return printed.trim().split(',');
}
