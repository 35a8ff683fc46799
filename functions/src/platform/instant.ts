import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';

/** A Firestore Timestamp outside, milliseconds since the Unix epoch inside. */
export const instant = z.codec(z.instanceof(Timestamp), z.number(), {
  decode: (timestamp) => timestamp.toMillis(),
  encode: (milliseconds) => Timestamp.fromMillis(milliseconds),
});
