import http from 'node:http';

/**
 * Every request of the CLI has a connection of its own. One that is kept may be closed by a function's
 * process while the next request is on it; the functions emulator answers that with a 500 and ends the
 * process, with all that it was doing.
 */
export function freshConnections(): void {
  http.globalAgent = new http.Agent({ keepAlive: false });
}
