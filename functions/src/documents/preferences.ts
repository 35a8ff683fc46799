import type { DocumentData } from 'firebase-admin/firestore';
import { userPath } from '../contracts/ids';
import {
  type Choice,
  defaultPreferences,
  patched,
  type Preferences,
  storedPreferences,
} from '../contracts/preferences';
import { type Program, tells } from '../engine/program';
import { messageKinds } from '../events';
import type { Write } from '../platform/write';
import { known } from '../contracts/shapes';

type Told = Pick<Program, 'messages'>;

/**
 * What somebody has chosen, and for the rest what the program says, or the defaults: also for kinds that are
 * newer than what is stored.
 *
 * @throws ZodError if malformed: to guess could be to send what somebody has switched off
 */
export function chosenPreferences(
  data: DocumentData | undefined,
  { messages = {} }: Told,
): Preferences {
  const kinds: Partial<Record<string, Choice>> = {};
  for (const [kind, choice] of Object.entries(messages)) if (choice) kinds[kind] = choice;
  return patched(
    patched(defaultPreferences, { kinds }),
    storedPreferences.parse(known('users', data)?.['preferences'] ?? {}),
  );
}

const off: Choice = { push: false, email: false };

/** The preferences that hold for a user: what the program does not tell is off. @throws ZodError if malformed */
export function readPreferences(data: DocumentData | undefined, program: Told): Preferences {
  const untold = messageKinds.filter((kind) => !tells(program, kind));
  const kinds = Object.fromEntries(untold.map((kind) => [kind, off]));
  return patched(chosenPreferences(data, program), { kinds });
}

/** The write that makes them a user's preferences. */
export function preferencesWrite(uid: string, preferences: Preferences): Write {
  return { path: userPath(uid), data: { preferences }, fields: [['preferences']] };
}
