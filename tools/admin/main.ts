import '../../local/suite/quietLogs';
import { userInfo } from 'node:os';
import { HttpsError } from 'firebase-functions/https';
import { runCommand } from '../../local/suite/commandLine';
import { useParametersOf } from '../../local/suite/parameters';
import { UsageError } from '../../local/suite/usageError';
import { connectTarget } from '../target/connectTarget';
import { answerInWords } from './answerInWords';
import { parseOptions, usage } from './options';

/** `npm run admin`: what operators do, by the deployed use cases, on the local suite or a real project. */
async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args, userInfo().username);
  await connectTarget(options.projectId, options.database);
  useParametersOf(options.projectId); // whoever is told by the functions is told by this
  // They read the environment, and so does what callInProcess loads of them.
  const { cloud } = await import('../../functions/src/cloud.js');
  const { callInProcess } = await import('./callInProcess.js');
  const answer = await callInProcess(cloud, options);
  process.stdout.write(`${answerInWords(options.command, answer)}\n`);
  process.exit(0);
}

runCommand(usage, (args) =>
  main(args).catch((error: unknown) => {
    throw error instanceof HttpsError ? new UsageError(error.message) : error;
  }),
);
