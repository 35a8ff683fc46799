import type { ServiceDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const definitions = loadSync(require.resolve('@google-cloud/pubsub/build/protos/protos.json'), {
  longs: Number,
  enums: String,
  arrays: true,
});

/** The definition of a gRPC service, such as `google.pubsub.v1.Publisher`. */
export function serviceDefinition(name: string): ServiceDefinition {
  return definitions[name] as ServiceDefinition;
}
