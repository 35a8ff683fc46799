import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { Http2Server } from 'node:http2';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { ServerCredentials } from '@grpc/grpc-js';
import type { Server as GrpcServer } from '@grpc/grpc-js';

export interface OpenPort {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * What a client may send before it is acknowledged, of a request and of all of a connection: the 64 KiB that
 * HTTP/2 begins with are less than one large commit, and would have to go to and fro for it.
 */
const receiveWindowBytes = 4 * 1024 * 1024;

/** How every HTTP/2 connection begins. */
const http2Preface = 'PRI';

/** Serves gRPC and HTTP/1 on one port of 127.0.0.1: a connection's first bytes tell which it is. */
export async function openPort(
  port: number,
  grpc: GrpcServer,
  http: RequestListener,
): Promise<OpenPort> {
  const httpServer = createHttpServer(http);
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  widenWindows(grpc);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (bytes: Buffer) => {
      socket.pause();
      socket.unshift(bytes);
      if (bytes.toString('latin1', 0, 3) === http2Preface) injector.injectConnection(socket);
      else httpServer.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      injector.destroy();
      grpc.forceShutdown();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** grpc-js has an option for it in its client, but none in its server. */
function widenWindows(grpc: GrpcServer): void {
  const httpServers = Reflect.get(grpc, 'http2Servers') as ReadonlyMap<Http2Server, unknown>;
  for (const server of httpServers.keys()) {
    server.updateSettings({ initialWindowSize: receiveWindowBytes });
    server.on('session', (session) => {
      session.setLocalWindowSize(receiveWindowBytes);
    });
  }
}
