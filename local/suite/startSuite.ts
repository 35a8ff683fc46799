import { aboutMessages } from './aboutMessages';
import { Accounts } from './accounts';
import { DataDirectory } from './dataDirectory';
import { FirebaseCli } from './firebaseCli';
import { type ShownMessage, startMessages } from '../messages';
import { exportedFunctions, functionsReady } from './functionsReady';
import { readJournal, writeJournal } from './journal';
import type { SuiteOptions } from './options';
import { parametersOf, useDatabaseOf } from './parameters';
import { type Ports, checkPorts, defaultPorts, freePorts } from './ports';
import { type DataSource, prepareData } from './prepareData';
import { hearPublishedEvents, type PublishedEvents } from './publishedEvents';
import { aftermath, announceSuite, findSuite, updateSuite, withdrawSuite } from './runningSuite';
import { writeLocalSecrets } from './secrets';
import { UsageError } from './usageError';

/** Everything, ready to be called. */
export interface Suite {
  readonly ports: Ports;
  readonly data: DataSource;
  /** Where functions are called, up to their names. */
  readonly functionsUrl: string;
  /** Rejects when the emulators end without having been asked to. */
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

const START_MS = 120_000;
const SAVE_ACCOUNTS_MS = 2000;

/**
 * Starts the emulators with data and waits until every function is there. What was started ends
 * again when that fails or `stopped` rejects. `onEvent` is given what is published for an app, as JSON.
 *
 * @throws UsageError when the request has to be made in another way
 */
export async function startSuite(
  options: SuiteOptions,
  stopped: Promise<never>,
  onLine: (line: string) => void,
  onMessage: (message: ShownMessage) => void,
  onEvent: (json: string) => void,
): Promise<Suite> {
  const { projectId } = options;
  const directory = DataDirectory.of(projectId);
  const other = await findSuite(directory);
  if (typeof other !== 'string') {
    throw new UsageError(`${projectId} runs already, as process ${other.pid}.`);
  }
  const ports = { ...(options.freePorts ? await freePorts() : defaultPorts), ...options.ports };
  if (other === 'killed') await aftermath(directory);
  await checkPorts(ports);

  const announcement = await announceSuite(directory, projectId, ports);
  const environment = { projectId, ports, directory: directory.path };
  writeLocalSecrets();
  const about = aboutMessages(projectId, ports);
  const messages = await startMessages({
    ...{ port: ports.messages, onMessage },
    notes: async (shown) => ({
      about: await Promise.all(shown.map((each) => about.of(each))),
      heldBack: await about.heldBack(),
    }),
  });
  const cli = new FirebaseCli(environment, directory, options.inspectFunctions, onLine);
  const announced = { ...announcement, emulatorsPid: cli.pid };
  updateSuite(directory, announced);
  const accounts = new Accounts(ports.auth, projectId, directory);
  let published: PublishedEvents | undefined;
  const fill = async () => {
    useDatabaseOf(projectId);
    const data = await prepareData(directory, options);
    cli.loadData();
    const names = exportedFunctions();
    const controlPort = await cli.controlPort;
    await accounts.load();
    const place = await functionsReady(ports.functions, names, START_MS);
    updateSuite(directory, { ...announced, controlPort });
    if (parametersOf(projectId)['PUBLISH_EVENTS'] === 'true') {
      published = await hearPublishedEvents(projectId, ports.pubsub, onEvent);
    }
    return { data, functionsUrl: `http://127.0.0.1:${ports.functions}/${projectId}/${place}` };
  };
  try {
    const filled = await Promise.race([fill(), cli.died, cli.notLoaded, stopped]);
    const saving = setInterval(() => void accounts.save().catch(() => undefined), SAVE_ACCOUNTS_MS);
    const stop = async () => {
      clearInterval(saving);
      await accounts.save().catch(() => undefined);
      await published?.close();
      await cli.stop();
      await messages.close();
      if (options.exportTo !== undefined) exportData(directory, options.exportTo);
      withdrawSuite(directory);
    };
    return { ports, ...filled, died: cli.died, stop };
  } catch (error) {
    await published?.close();
    await cli.stop();
    await messages.close();
    withdrawSuite(directory);
    throw error;
  }
}

function exportData(directory: DataDirectory, target: string): void {
  writeJournal(directory.documents, readJournal(directory.documents));
  directory.copyTo(new DataDirectory(target));
}
