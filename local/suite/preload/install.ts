import { join } from 'node:path';
import { inspect } from 'node:util';
import { parametersOf, regionOf } from '../parameters';
import { readSuiteEnvironment } from '../suiteEnvironment';
import { answerFailedStarts } from './answerFailedStarts';
import { choosePorts } from './choosePorts';
import { embedServers } from './embedServers';
import { endWithStarter } from './endWithStarter';
import { findRewritten } from './findRewritten';
import { freshConnections } from './freshConnections';
import { passDefaults } from './passDefaults';
import { redeliverFailed } from './redeliverFailed';
import { trimAuth } from './trimAuth';

/** Makes the Firebase CLI, whose process this is, the local suite's. */
export function install(): void {
  const suite = readSuiteEnvironment();
  endWithStarter();
  process.on('uncaughtExceptionMonitor', (error) => {
    process.stderr.write(`${inspect(error)}\n`); // the CLI keeps it to itself
  });
  const endWithParent = join(__dirname, '../endWithParent.js');
  process.env['NODE_OPTIONS'] = `--require ${JSON.stringify(endWithParent)}`;
  choosePorts(suite.ports);
  trimAuth();
  passDefaults();
  findRewritten(regionOf(parametersOf(suite.projectId)));
  freshConnections();
  embedServers(suite);
  redeliverFailed(suite);
  answerFailedStarts();
}
