/** What the server has done since it started, in messages. */
export interface Usage {
  /** Messages accepted by Publish, dead letters not counted. */
  published: number;
  /** Deliveries to subscribers, redeliveries included. */
  delivered: number;
  acknowledged: number;
  /** Returned by the subscriber: a deadline of 0, or a push answered with an error. */
  nacked: number;
  /** Returned because the acknowledgement deadline passed. */
  expired: number;
  deadLettered: number;
}

export const noUsage = (): Usage => ({
  published: 0,
  delivered: 0,
  acknowledged: 0,
  nacked: 0,
  expired: 0,
  deadLettered: 0,
});
