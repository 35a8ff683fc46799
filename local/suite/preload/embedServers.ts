import { type FirestoreServer, startFirestore } from '../../firestore/index';
import { type Pubsub, startPubsub } from '../../pubsub/index';
import { DataDirectory } from '../dataDirectory';
import { declaredIndexes } from '../declaredIndexes';
import { entryOf, loadDocuments } from '../documents';
import { JournalWriter, readJournal } from '../journal';
import type { SuiteEnvironment } from '../suiteEnvironment';
import { dataReady } from '../suiteEnvironment';
import { startControl } from './control';
import { type EmulatorArgs, firebaseTools } from './firebaseTools';
import { holdTasks } from './holdTasks';

/** Serves Firestore and Pub/Sub in this process, instead of downloading emulators in Java. */
export function embedServers({ projectId, directory }: SuiteEnvironment): void {
  const emulators = firebaseTools('emulator/downloadableEmulators');
  const { documents, clock } = new DataDirectory(directory);
  const tasks = holdTasks(clock);
  const data = new Promise<void>((resolve) => {
    process.on('message', (message) => {
      if (JSON.stringify(message) === JSON.stringify(dataReady)) resolve();
    });
  });
  let firestore: FirestoreServer | undefined;
  let pubsub: Pubsub | undefined;
  let journal: JournalWriter | undefined;

  const starts: Record<string, (args: EmulatorArgs) => Promise<void>> = {
    firestore: async ({ port, functions_emulator: functionsEmulator }) => {
      firestore = await startFirestore({
        port,
        indexes: declaredIndexes(),
        ...(functionsEmulator !== undefined && { functionsEmulator }),
      });
    },
    // The last to start before the functions are looked for: no trigger sees the data being loaded.
    pubsub: async ({ port }) => {
      pubsub = await startPubsub({ port });
      await data;
      if (!firestore) throw new Error('Firestore has to start before Pub/Sub.');
      await loadDocuments(readJournal(documents), firestore.host, projectId);
      const writer = new JournalWriter(documents);
      journal = writer;
      firestore.onCommit((change) => {
        writer.add(entryOf(change));
      });
      await startControl(firestore, pubsub, tasks);
    },
  };
  const stops: Record<string, () => Promise<void>> = {
    firestore: async () => {
      await firestore?.close();
      journal?.close();
    },
    pubsub: () => Promise.resolve(pubsub?.close()),
  };
  const start = emulators.start.bind(emulators);
  const stop = emulators.stop.bind(emulators);
  emulators.requiresJava = () => false;
  emulators.start = (name, args) => starts[name]?.(args) ?? start(name, args);
  emulators.stop = (name) => stops[name]?.() ?? stop(name);
}
