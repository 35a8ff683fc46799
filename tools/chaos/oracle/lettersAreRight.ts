import type { Firestore } from 'firebase-admin/firestore';
import type { World } from '../world';

/** Every letter was announced, has been replayed in the end if it can be, and names nobody. */
export async function lettersAreRight({ history }: World, db: Firestore): Promise<string[]> {
  const { docs } = await db.collection('deadLetters').get();
  const kept = new Set(docs.map((letter) => letter.get('payload.messageId') as unknown));
  const lost = [...history.malformed].filter((id) => !kept.has(id));
  const wrongOnes = docs.flatMap((letter) => {
    const { status, reason, payload } = letter.data() as Record<string, unknown>;
    const wrong: string[] = [];
    if (!history.announcedLetters.has(letter.id)) wrong.push('was not announced');
    if (status !== 'replayed' && reason !== 'malformed-message') wrong.push('is still open');
    if (/@|token-of/.test(JSON.stringify(payload))) wrong.push('holds what it must not');
    return wrong.map((what) => `dead letter ${letter.id} (${String(reason)}) ${what}`);
  });
  return [...wrongOnes, ...lost.map((id) => `the malformed message ${id} was not recorded`)];
}
