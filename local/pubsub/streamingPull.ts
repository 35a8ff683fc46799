import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Broker } from './broker';
import { checkAckDeadline } from './checkSubscription';
import type { Consumer } from './consumer';
import type { Queue } from './queue';
import { invalidArgument, notFound, RpcError } from './rpcError';
import type { ReceivedMessage } from './wire';
import { sizeOf } from './wire';

interface StreamingPullRequest {
  subscription?: string;
  ackIds: string[];
  modifyDeadlineSeconds: number[];
  modifyDeadlineAckIds: string[];
  streamAckDeadlineSeconds?: number;
  maxOutstandingMessages?: number;
  maxOutstandingBytes?: number;
}

interface StreamingPullResponse {
  receivedMessages?: ReceivedMessage[];
  subscriptionProperties?: {
    exactlyOnceDeliveryEnabled: boolean;
    messageOrderingEnabled: boolean;
  };
}

type Stream = ServerDuplexStream<StreamingPullRequest, StreamingPullResponse>;

/** A response larger than this is split; one message may still be larger. */
const RESPONSE_BYTES = 4_000_000;

/** StreamingPull: the first request opens the stream, the later ones acknowledge and extend. */
export function streamingPull(broker: Broker): (stream: Stream) => void {
  return (stream) => {
    let opened: { queue: Queue; consumer: Consumer } | undefined;
    const leave = () => {
      opened?.queue.detach(opened.consumer);
    };
    const fail = (error: RpcError) => {
      leave();
      stream.emit('error', error);
    };
    stream.on('data', (request: StreamingPullRequest) => {
      try {
        opened ??= open(broker, stream, request, fail);
        serve(opened.queue, opened.consumer, request);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        fail(error);
      }
    });
    stream.on('end', () => {
      leave();
      stream.end();
    });
    stream.on('cancelled', leave);
  };
}

function open(
  broker: Broker,
  stream: Stream,
  request: StreamingPullRequest,
  fail: (error: RpcError) => void,
) {
  const { subscription: name = '', streamAckDeadlineSeconds = 0 } = request;
  const queue = broker.queue(name);
  checkAckDeadline(streamAckDeadlineSeconds);
  const consumer: Consumer = {
    limits: {
      messages: orUnlimited(request.maxOutstandingMessages),
      bytes: orUnlimited(request.maxOutstandingBytes),
    },
    holds: { messages: 0, bytes: 0 },
    send(messages) {
      for (const receivedMessages of split(messages)) stream.write({ receivedMessages });
    },
    detach() {
      fail(notFound(name));
    },
  };
  const messageOrderingEnabled = queue.subscription.enableMessageOrdering ?? false;
  stream.write({
    subscriptionProperties: { exactlyOnceDeliveryEnabled: false, messageOrderingEnabled },
  });
  queue.attach(consumer);
  return { queue, consumer };
}

function serve(queue: Queue, consumer: Consumer, request: StreamingPullRequest): void {
  const { ackIds, modifyDeadlineAckIds, modifyDeadlineSeconds } = request;
  if (request.streamAckDeadlineSeconds) {
    checkAckDeadline(request.streamAckDeadlineSeconds);
    consumer.ackDeadlineSeconds = request.streamAckDeadlineSeconds;
  }
  if (modifyDeadlineAckIds.length !== modifyDeadlineSeconds.length) {
    throw invalidArgument('Each id in modify_deadline_ack_ids needs a deadline.');
  }
  queue.acknowledge(ackIds);
  modifyDeadlineSeconds.forEach((seconds, i) => {
    queue.modifyAckDeadline(modifyDeadlineAckIds.slice(i, i + 1), seconds);
  });
}

function orUnlimited(limit = 0): number {
  return limit > 0 ? limit : Infinity;
}

function* split(messages: ReceivedMessage[]): Generator<ReceivedMessage[]> {
  let part: ReceivedMessage[] = [];
  let bytes = 0;
  for (const received of messages) {
    const size = sizeOf(received.message);
    if (part.length > 0 && bytes + size > RESPONSE_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(received);
    bytes += size;
  }
  yield part;
}
