import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Nothing that is run here, npm's downloads included, takes as long. */
const TIMEOUT_MS = 300_000;

/**
 * Runs a command to its end.
 *
 * @param variables of the environment, besides PATH, HOME and the certificates of this machine
 * @returns what it printed
 * @throws Error when it fails, with what it printed
 */
export async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { PATH, HOME, NODE_EXTRA_CA_CERTS } = process.env;
  const env = { PATH, HOME, NODE_EXTRA_CA_CERTS, ...variables }; // npm hands its settings on to what it starts
  const options = { cwd, env, maxBuffer: 64 * 1024 * 1024, timeout: TIMEOUT_MS };
  try {
    return (await promisify(execFile)(command, args, options)).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} failed.\n${stdout}${stderr}`, { cause: error });
  }
}
