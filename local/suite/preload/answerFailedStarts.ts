import { firebaseTools } from './firebaseTools';

/**
 * Answers for a function whose process did not start, so that whoever waits can try again: the
 * Functions emulator leaves such a request open for ever.
 */
export function answerFailedStarts(): void {
  const { prototype } = firebaseTools('emulator/functionsEmulator').FunctionsEmulator;
  const handle = Reflect.get(prototype, 'handleHttpsTrigger');
  prototype.handleHttpsTrigger = async function (request, response) {
    await handle.call(this, request, response);
    if (response.headersSent) return;
    response.writeHead(500).end('The function did not start.');
  };
}
