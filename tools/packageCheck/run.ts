import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a command to its end. @returns what it printed @throws Error when it fails, with what it printed */
export async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME }; // npm hands its settings on to what it starts
  const options = { cwd, env, maxBuffer: 64 * 1024 * 1024 };
  try {
    return (await promisify(execFile)(command, args, options)).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} failed.\n${stdout}${stderr}`, { cause: error });
  }
}
