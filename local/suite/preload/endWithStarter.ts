/** A clean end takes less; what is not over by then has no one left to be clean for. */
const PATIENCE_MS = 3000;

/** Ends the emulators when the process that started them is gone, however it went. */
export function endWithStarter(): void {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
}
