import { type JSONValue, fromProto3JSON, toProto3JSON } from 'proto3-json-serializer';
import { type INamespace, Root } from 'protobufjs';

/** What is left of a JSON when it has been a message of some type: what that type does not know is lost. */
export type RoundTrip = (json: JSONValue) => JSONValue | undefined;

/**
 * A round trip through a message type.
 *
 * @param descriptors the descriptors of a client library, as it ships them
 * @param type full name of the message
 */
export function roundTripOf(descriptors: INamespace, type: string): RoundTrip {
  const message = Root.fromJSON(descriptors).lookupType(type);
  return (json) => {
    const decoded = fromProto3JSON(message, json);
    if (!decoded) return undefined;
    return toProto3JSON(message.decode(message.encode(decoded).finish()));
  };
}
