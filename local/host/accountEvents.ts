import { randomUUID } from 'node:crypto';
import type { CloudEvent } from './deployed';

/** The type of the event that Auth sends. */
export const ACCOUNT_DELETED = 'google.firebase.auth.user.v2.deleted';

/** The same in the first generation. */
export const ACCOUNT_DELETED_1ST = 'providers/firebase.auth/eventTypes/user.delete';

/** The event of a deleted account as Auth sends it, with no more of the account than who it was. */
export function accountDeleted(projectId: string, uid: string, at: Date): CloudEvent {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: `//identitytoolkit.googleapis.com/projects/${projectId}`,
    subject: `users/${uid}`,
    type: ACCOUNT_DELETED,
    time: at.toISOString(),
    data: { oldValue: { uid } },
  };
}

/** What a function of the first generation gets for the event. */
export function asFirstGeneration({ id, time, subject }: CloudEvent): [object, object] {
  const uid = String(subject).slice('users/'.length);
  return [{ uid }, { eventId: id, timestamp: time, eventType: ACCOUNT_DELETED_1ST, resource: '' }];
}
