import '../../test/support/quietLogs';
import { userInfo } from 'node:os';
import { HttpsError } from 'firebase-functions/https';
import { runCommand } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';
import { connectTarget } from '../target/connectTarget';
import { answerInWords } from './answerInWords';
import { callInProcess } from './callInProcess';
import { parseOptions, usage } from './options';
import { recorded } from './recorded';

/** `npm run admin`: what operators do, by the deployed use cases, on the local suite or a real project. */
async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args, userInfo().username);
  const { command, call, operator, reason } = options;
  const { db, now } = await connectTarget(options.projectId);
  const actor = { uid: call.as ?? `operator-${operator}`, admin: call.as === undefined };
  const functions = await import('../../functions/src/index.js'); // they read the environment
  const act = () => callInProcess(functions, call.name, call.data, actor);
  const answer = reason === undefined ? await act() : await recorded(db, now, options, act);
  process.stdout.write(`${answerInWords(command, answer)}\n`);
  process.exit(0);
}

runCommand(usage, (args) =>
  main(args).catch((error: unknown) => {
    throw error instanceof HttpsError ? new UsageError(error.message) : error;
  }),
);
