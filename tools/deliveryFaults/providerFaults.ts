import { type Fault, type FaultyRequest, fcmError, sendgridError } from '../../local/messages';
import type { Random } from './random';

const accepted = (fault: Fault): Fault => ({ ...fault, accepts: true });

const ofFcm: readonly [Fault, ...Fault[]] = [
  fcmError(500, 'INTERNAL', 'INTERNAL'),
  fcmError(503, 'UNAVAILABLE', 'UNAVAILABLE'),
  accepted(fcmError(503, 'UNAVAILABLE', 'UNAVAILABLE')),
  fcmError(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED', { 'retry-after': '90' }),
  fcmError(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED'),
  fcmError(401, 'UNAUTHENTICATED'),
  { does: 'hang-up', accepts: false },
  { does: 'hang-up', accepts: true },
];

const ofSendgrid: readonly [Fault, ...Fault[]] = [
  sendgridError(500, 'Internal error'),
  accepted(sendgridError(500, 'Internal error')),
  sendgridError(503, 'Unavailable'),
  sendgridError(429, 'Too many requests', { 'retry-after': '120' }),
  sendgridError(401, 'Unauthorized'),
  { does: 'hang-up', accepts: false },
  { does: 'hang-up', accepts: true },
];

/** Chooses what goes wrong with a share (0 to 1) of the requests. */
export function providerFaults(random: Random, share: number, onFault: () => void) {
  return ({ service }: FaultyRequest): Fault | undefined => {
    if (!random.chance(share)) return undefined;
    onFault();
    return random.pick(service === 'fcm' ? ofFcm : ofSendgrid);
  };
}
