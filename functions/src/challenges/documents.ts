import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Write } from '../platform/write';
import type { Enrolments } from './enrolment';
import {
  type StoredChallenge,
  type StoredParticipant,
  challengeDocument,
  participantDocument,
} from './stored';

/** Path of a challenge. */
export function challengePath(id: string): string {
  return `challenges/${id}`;
}

/** Path of a user's part in a challenge. */
export function participantPath(id: string, uid: string): string {
  return `${challengePath(id)}/participants/${uid}`;
}

/** Path of one of the documents that count a challenge's places. */
export function slotPath(id: string, slot: number): string {
  return `${challengePath(id)}/slots/${slot}`;
}

/** A challenge as stored, or undefined where there is none. @throws ZodError if malformed */
export function readChallenge(data: DocumentData | undefined): StoredChallenge | undefined {
  return data === undefined ? undefined : challengeDocument.parse(data);
}

/** A part as stored, or undefined where there is none. @throws ZodError if malformed */
export function readParticipant(data: DocumentData | undefined): StoredParticipant | undefined {
  return data === undefined ? undefined : participantDocument.parse(data);
}

/** How many places of a slot are taken. @throws ZodError if malformed */
export function readTaken(data: DocumentData | undefined): number {
  return data === undefined ? 0 : slotDocument.parse(data).taken;
}

const slotDocument = z.object({ taken: z.int().min(0) });

/** Replaces a challenge. */
export function challengeWrite(id: string, challenge: StoredChallenge): Write {
  return { path: challengePath(id), data: z.encode(challengeDocument, challenge) };
}

/** Replaces a part. */
export function participantWrite(id: string, uid: string, part: StoredParticipant): Write {
  return { path: participantPath(id, uid), data: z.encode(participantDocument, part) };
}

/** Says how many places of a slot are taken. */
export function slotWrite(id: string, slot: number, taken: number): Write {
  return { path: slotPath(id, slot), data: { taken } };
}

/** How far a user has come in challenges; each part exists as long as the enrolment does. */
export function progressWrites(uid: string, progressed: Enrolments): Write[] {
  return Object.entries(progressed).map(([id, { value, completedOn }]) => {
    const isCompleted = completedOn !== null;
    const data = { value, completedOn, ...(isCompleted && { status: 'completed' }) };
    const fields = Object.keys(data).map((field) => [field]);
    return { path: participantPath(id, uid), data, fields };
  });
}

/** Whether a user is shown to others in the challenges that they are in. */
export function shownWrites(uid: string, enrolments: Enrolments, shown: boolean): Write[] {
  return Object.keys(enrolments).map((id) => ({
    path: participantPath(id, uid),
    data: { shown },
    fields: [['shown']],
  }));
}
