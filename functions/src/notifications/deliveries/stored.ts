import { z } from 'zod';
import { instant } from '../../platform/instant';
import { channels, messageKinds } from '../kinds';
import type { Delivery } from './delivery';

const count = z.int().min(0);

/** `deliveries/{uid}_{eventId}_{channel}`. */
export const deliveryDocument = z.object({
  uid: z.string(),
  eventId: z.string(),
  channel: z.enum(channels),
  kind: z.enum(messageKinds),
  correlationId: z.string(),
  status: z.enum([
    'deferred',
    'sending',
    'waiting',
    'sent',
    'withdrawn',
    'capped',
    'failed',
    'unconfirmed',
  ]),
  reason: z.string().nullable(),
  attempts: count,
  deferrals: count,
  dueAt: instant.nullable(),
  reached: z.array(z.string()).readonly(),
  providerIds: z.array(z.string()).readonly(),
  day: z.string(),
  createdAt: instant,
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  openedAt: instant.nullable(),
  reports: z.array(z.string()).readonly(),
}) satisfies z.ZodType<Delivery>;

/** `messageDays/{uid}`: the events told on a streak day, by channel, for the daily cap. */
export const messageDayDocument = z.object({
  day: z.string(),
  push: z.array(z.string()).readonly(),
  email: z.array(z.string()).readonly(),
});
