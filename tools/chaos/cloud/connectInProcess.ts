import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { Metadata } from '@grpc/grpc-js';
import { v1 } from 'firebase-admin/firestore';
import type { FirestoreServer } from '../../../local/firestore/index';
import { RpcError } from './crash';
import type { Rpc } from './rpc';

/** Where the calls of all Firestore clients in this thread go, and over which network. */
export interface Line {
  readonly server: FirestoreServer;
  readonly rpc: Rpc;
}

interface MethodDefinition {
  readonly path: string;
  readonly responseStream: boolean;
  readonly requestDeserialize: (bytes: Buffer) => object;
  readonly responseDeserialize: (bytes: Buffer) => unknown;
}

interface CallOptions {
  readonly deadline?: Date;
}

type Stub = Record<string, unknown> & {
  readonly constructor: { readonly service: Readonly<Record<string, MethodDefinition>> };
};

interface GeneratedClient {
  initialize: (this: GeneratedClient) => Promise<Stub>;
}

/**
 * Has every Firestore client that is made from now on, the Admin SDK's among them, call a server in
 * this process. It takes the place of the stub, which is all that knows of sockets; the client library
 * above it, with its retries and transactions, is as deployed.
 */
export function connectInProcess(line: () => Line): void {
  skipStatusDetails();
  const prototype = v1.FirestoreClient.prototype as unknown as GeneratedClient;
  const initialize = prototype.initialize;
  prototype.initialize = function (this: GeneratedClient) {
    const stub = initialize.call(this);
    void stub.then((made) => {
      reroute(made, line);
    });
    return stub;
  };
}

/** The library builds a decoder at each error, for details that ours have none of. */
function skipStatusDetails(): void {
  const requireAsClient = createRequire(require.resolve('@google-cloud/firestore'));
  const gax = requireAsClient('google-gax') as {
    GoogleError: { parseGRPCStatusDetails: (error: unknown) => unknown };
  };
  gax.GoogleError.parseGRPCStatusDetails = (error) => error;
}

function reroute(stub: Stub, line: () => Line): void {
  const definitions = Object.values(stub.constructor.service);
  const callTo =
    (path: string, decode: (bytes: Buffer) => unknown): Call =>
    async (request, options) => {
      const { server, rpc } = line();
      const name = nameIn(path);
      const left = options?.deadline ? options.deadline.getTime() - Date.now() : undefined;
      const answers = await rpc(`firestore.${name}`, () => server.call(name, request), left);
      return answers.map(decode);
    };
  for (const { path, responseStream, responseDeserialize } of definitions) {
    const name = nameIn(path);
    const call = callTo(path, responseDeserialize);
    const method = name.charAt(0).toLowerCase() + name.slice(1);
    stub[method] = responseStream ? streaming(call) : unary(call);
  }
  // The same calls by their paths, for whoever encodes requests and decodes answers alone.
  const decoded = (path: string, bytes: Buffer): object => {
    const definition = definitions.find((each) => each.path === path);
    if (!definition) throw new Error(`There is no ${path}.`);
    return definition.requestDeserialize(bytes);
  };
  const byPath =
    <Rest extends unknown[], Result>(
      made: (call: Call) => (request: object, ...rest: Rest) => Result,
    ) =>
    (path: string, encode: Encode, decode: Decode, request: object, ...rest: Rest) =>
      made(callTo(path, decode))(decoded(path, encode(request)), ...rest);
  stub['makeUnaryRequest'] = byPath(unary);
  stub['makeServerStreamRequest'] = byPath(streaming);
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

type Encode = (request: object) => Buffer;
type Decode = (bytes: Buffer) => unknown;
type Call = (request: object, options?: CallOptions) => Promise<unknown[]>;

function unary(call: Call) {
  return (
    request: object,
    _: unknown,
    options: CallOptions,
    callback: (error: unknown, response?: unknown) => void,
  ) => {
    call(request, options).then(([response]) => {
      callback(null, response);
    }, callback);
    return { cancel: () => undefined };
  };
}

function streaming(call: Call) {
  return (request: object, _: unknown, options?: CallOptions) => {
    const stream = new PassThrough({ objectMode: true });
    void call(request, options).then(
      (responses) => {
        stream.emit('metadata', new Metadata());
        for (const response of responses) stream.write(response);
        stream.end();
      },
      (error: unknown) => {
        // One that reached the server is final for the client library, see wire/handlers.ts.
        if (!(error instanceof RpcError)) stream.emit('metadata', new Metadata());
        stream.destroy(error as Error);
      },
    );
    return Object.assign(stream, { cancel: () => undefined });
  };
}
