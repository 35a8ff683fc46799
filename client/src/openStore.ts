import { type ActivityStore, memoryStore } from './activityStore';
import { indexedDbStore } from './indexedDbStore';

/** The best place there is: the browser's database, else memory, as in Node or where it is blocked. */
export async function openStore(name: string): Promise<ActivityStore> {
  if (typeof indexedDB === 'undefined') return memoryStore();
  try {
    return await indexedDbStore(name);
  } catch {
    return memoryStore();
  }
}
