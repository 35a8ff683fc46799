import { join } from 'node:path';
import { readSuiteEnvironment } from '../suiteEnvironment';
import { answerFailedStarts } from './answerFailedStarts';
import { choosePorts } from './choosePorts';
import { embedServers } from './embedServers';
import { endWithStarter } from './endWithStarter';
import { freshConnections } from './freshConnections';
import { redeliverFailed } from './redeliverFailed';
import { trimAuth } from './trimAuth';

/** Makes the Firebase CLI, whose process this is, the local suite's. */
export function install(): void {
  const suite = readSuiteEnvironment();
  endWithStarter();
  const endWithParent = join(__dirname, '../endWithParent.js');
  process.env['NODE_OPTIONS'] = `--require ${JSON.stringify(endWithParent)}`;
  choosePorts(suite.ports);
  trimAuth();
  freshConnections();
  embedServers(suite);
  redeliverFailed(suite);
  answerFailedStarts();
}
