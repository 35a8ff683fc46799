import { Server, ServerCredentials } from '@grpc/grpc-js';
import { Broker } from './broker';
import { serviceDefinition } from './protos';
import { publisher } from './publisher';
import { subscriber } from './subscriber';
import type { Usage } from './usage';

/** How a server starts; each has a default. */
export interface PubsubOptions {
  /** Default: any free port. */
  port?: number;
}

/** A running Pub/Sub. Projects need no declaration; topics and subscriptions are created by clients. */
export interface Pubsub {
  /** `127.0.0.1:PORT`, the value for PUBSUB_EMULATOR_HOST. */
  readonly host: string;
  /** Counted since the start. */
  readonly usage: Readonly<Usage>;
  /**
   * Resolves when every message has been acknowledged, except on subscriptions that nobody listens
   * to: those with neither an open stream, a waiting pull nor a push endpoint.
   */
  idle(): Promise<void>;
  /** Ends all connections. Topics, subscriptions and messages are gone. */
  close(): void;
}

/** Larger than the largest Publish request that is accepted. */
const REQUEST_BYTES = 20_000_000;

/**
 * Starts an in-memory Pub/Sub on 127.0.0.1 that speaks the gRPC protocol of the real one.
 *
 * @throws Error when the port is taken
 */
export async function startPubsub({ port = 0 }: PubsubOptions = {}): Promise<Pubsub> {
  const broker = new Broker();
  const server = new Server({ 'grpc.max_receive_message_length': REQUEST_BYTES });
  server.addService(serviceDefinition('google.pubsub.v1.Publisher'), publisher(broker));
  server.addService(serviceDefinition('google.pubsub.v1.Subscriber'), subscriber(broker));
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      `127.0.0.1:${port}`,
      ServerCredentials.createInsecure(),
      (error, boundPort) => {
        if (error) reject(error);
        else resolve(boundPort);
      },
    );
  });
  return {
    host: `127.0.0.1:${bound}`,
    usage: broker.usage,
    idle: () => broker.idle(),
    close() {
      broker.clear();
      server.forceShutdown();
    },
  };
}
