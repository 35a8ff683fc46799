import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort';
import { guardedProcess } from './guardedProcess';

/** Where Debian, Ubuntu and Homebrew keep it. */
const PLACES = [
  '/usr/bin/redis-server',
  '/usr/local/bin/redis-server',
  '/opt/homebrew/bin/redis-server',
];

/** Redis on this machine: that of FIRESTREAK_REDIS, else the first that is found. */
export function redisServerPath(): string | undefined {
  const chosen = process.env['FIRESTREAK_REDIS'];
  return [...(chosen === undefined ? [] : [chosen]), ...PLACES].find((path) => existsSync(path));
}

/** A Redis server of its own, which keeps nothing on disk. */
export async function startRedis(path: string): Promise<{ url: string; close(): Promise<void> }> {
  const port = await freePort();
  const server = guardedProcess([
    path,
    ...['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
  ]);
  await Promise.race([listening(port), server.died]);
  return { url: `redis://127.0.0.1:${port}`, close: () => server.close() };
}

async function listening(port: number): Promise<void> {
  for (let isOpen = false; !isOpen;) {
    await sleep(20);
    isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
  }
}
