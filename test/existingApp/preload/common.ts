import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { trimAuth } from '../../../local/suite/preload/trimAuth';

interface RuntimeWorker {
  sendDebugMsg: (this: RuntimeWorker, debug: object) => Promise<void>;
}

/** So long a process takes at most to hear which function it runs next. */
const HEARD_MS = 20;

/** Has the Firebase CLI start in seconds, and run all functions of a codebase in one process without mixing them up. */
export function prepareCli(): void {
  trimAuth();
  const { RuntimeWorker } = createRequire(__filename)(
    'firebase-tools/lib/emulator/functionsRuntimeWorker',
  ) as { RuntimeWorker: { prototype: RuntimeWorker } };
  const send = RuntimeWorker.prototype.sendDebugMsg;
  // With --inspect-functions the CLI tells a process the next function by one way and sends the request by another,
  // without waiting: a request that overtakes is given to the function before.
  RuntimeWorker.prototype.sendDebugMsg = async function (debug) {
    await send.call(this, debug);
    await sleep(HEARD_MS);
  };
}
