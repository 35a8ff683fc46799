import type { Firestore } from 'firebase-admin/firestore';
import type { ShownMessage } from '../../messages';
import { messageLine } from '../messageLine';
import type { Run } from './tick';

/** What a run led to, in lines, with the messages shown by it; nothing for one that led to nothing. */
export async function happenings(
  { name, at, succeeded, created }: Run,
  db: Firestore,
  messages: readonly ShownMessage[],
): Promise<string[]> {
  const title = `${new Date(at).toISOString()}  ${name}`;
  if (!succeeded) return [`${title} FAILED`];
  const paths = created.filter((path) => /^users\/[^/]+\/events\/[^/]+$/.test(path));
  if (paths.length === 0 && messages.length === 0) return [];
  const events = paths.length > 0 ? await db.getAll(...paths.map((path) => db.doc(path))) : [];
  const lines = events.map((event) => {
    const uid = event.ref.path.split('/')[1] ?? '';
    return `  ${uid.padEnd(20)} ${String(event.get('kind')).padEnd(20)} ${String(event.get('day'))}`;
  });
  return [title, ...lines, ...messages.map(messageLine)];
}
