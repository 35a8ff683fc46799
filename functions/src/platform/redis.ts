import { timeout, TimeoutStrategy } from 'cockatiel';
import { errorFactsOf } from './errorFacts';
import { log } from './log';

/** How long a command may take; a cache that is slower is no help. */
const PATIENCE_MS = 500;
const FIRST_CONNECTION_MS = 2_000;
const RECONNECT_MS = 1_000;

/** A Redis server, as far as it is used. Every command is rejected at once while it is not there. */
export interface Redis {
  /** Values in the order of the keys. */
  read(keys: readonly string[]): Promise<(string | null)[]>;
  /** Runs a Lua script on one key. */
  run(script: string, key: string, args: readonly string[]): Promise<void>;
  close(): void;
}

/** Opens a connection to Redis, `redis://` or `rediss://`; its client is loaded only for that. */
export async function openRedis(url: string): Promise<Redis> {
  const { createClient } = await import('@redis/client');
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: RECONNECT_MS },
  });
  client.on('error', (error: Error) => {
    const context = { operation: 'redis', correlationId: 'connection' };
    log.warn('redis_failed', context, { errors: errorFactsOf(error) });
  });
  const within = (ms: number) => timeout(ms, TimeoutStrategy.Aggressive);
  const connected = within(FIRST_CONNECTION_MS).execute(() => client.connect());
  connected.catch(() => undefined); // told to whoever sends a command; it goes on trying
  const send = async <T>(command: () => Promise<T>): Promise<T> => {
    if (!client.isReady) await connected;
    return within(PATIENCE_MS).execute(command);
  };
  return {
    read: (keys) => send(() => client.mGet([...keys])),
    run: async (script, key, args) => {
      await send(() => client.eval(script, { keys: [key], arguments: [...args] }));
    },
    close: () => {
      client.destroy();
    },
  };
}
