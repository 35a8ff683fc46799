import { randomBytes } from 'node:crypto';
import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import { userPath } from '../streaks/userPath';
import { SHARE_ID } from './card';
import {
  type StoredShare,
  type StoredShareRequest,
  shareDocument,
  shareRequestDocument,
} from './stored';

/** 96 bits: not to be guessed, and short enough for a link. */
export function newShareId(random: (bytes: number) => Buffer = randomBytes): string {
  let id: string;
  do id = random(12).toString('base64url');
  while (!SHARE_ID.test(id));
  return id;
}

/** Path of a share. */
export function sharePath(shareId: string): string {
  return `shares/${shareId}`;
}

/** A stored share; undefined where there is none. @throws ZodError if malformed */
export function readShare(data: DocumentData | undefined): StoredShare | undefined {
  return data && shareDocument.parse(data);
}

/** The document of a share. */
export function shareData(share: StoredShare): DocumentData {
  return z.encode(shareDocument, share);
}

/** Where it is kept which share a request of a user has made: the id is the idempotency key. */
export function shareRequestPath(uid: string, requestId: string): string {
  return `${userPath(uid)}/shareRequests/${requestId}`;
}

/** What a request has made; undefined where it is new. @throws ZodError if malformed */
export function readShareRequest(data: DocumentData | undefined): StoredShareRequest | undefined {
  return data && shareRequestDocument.parse(data);
}

/** The document that says what a request has made. */
export function shareRequestData(made: StoredShareRequest): DocumentData {
  return z.encode(shareRequestDocument, made);
}

/** Whether a share is shown at `now` (milliseconds since the epoch). */
export function isShown({ revokedAt, expiresAt }: StoredShare, now: number): boolean {
  return revokedAt === null && now < expiresAt;
}
