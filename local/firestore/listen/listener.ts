import type { Commit } from '../database';
import { toWire } from '../values/timestamp';
import { wireDocument } from '../wire/document';
import type { Documents, Target } from './target';

/** google.firestore.v1.ListenResponse. */
export type ListenResponse = object;

/**
 * One Listen stream: keeps what the client has been told of each target, and tells it what differs after commits that
 * touch it. Commits in quick succession may come as one change.
 */
export class Listener {
  readonly #targets = new Map<number, { readonly target: Target; told: Documents }>();
  readonly #touched = new Set<number>();
  readonly #send: (response: ListenResponse) => void;
  readonly #onRead: (documents: number) => void;
  #scheduled = false;

  constructor(send: (response: ListenResponse) => void, onRead: (documents: number) => void) {
    this.#send = send;
    this.#onRead = onRead;
  }

  /** @param resumed the client has documents of an earlier stream, which it has to forget */
  add(target: Target, resumed: boolean): void {
    const targetIds = [target.id];
    this.#targets.set(target.id, { target, told: new Map() });
    this.#send({ targetChange: { targetChangeType: 'ADD', targetIds } });
    if (resumed) this.#send({ targetChange: { targetChangeType: 'RESET', targetIds } });
    this.#tell(target.id);
    this.#send({
      targetChange: { targetChangeType: 'CURRENT', targetIds, ...this.#point(target) },
    });
    this.#snapshot(target);
  }

  remove(id: number, cause?: { readonly code: number; readonly message: string }): void {
    this.#targets.delete(id);
    const targetChange = { targetChangeType: 'REMOVE', targetIds: [id], ...(cause && { cause }) };
    this.#send({ targetChange });
  }

  onCommit(commit: Commit): void {
    for (const [id, { target }] of this.#targets)
      if (target.isTouched(commit)) this.#touched.add(id);
    if (this.#touched.size === 0 || this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#flush();
    });
  }

  #flush(): void {
    this.#scheduled = false;
    const told = [...this.#touched].filter((id) => this.#tell(id));
    this.#touched.clear();
    const target = told[0] === undefined ? undefined : this.#targets.get(told[0])?.target;
    if (target) this.#snapshot(target);
  }

  /** Sends how a target's documents differ from what the client knows; returns whether they do. */
  #tell(id: number): boolean {
    const entry = this.#targets.get(id);
    if (!entry) return false;
    const { target, told } = entry;
    const { name, store } = target.database;
    const documents = target.read();
    const removedTargetIds = [id];
    const readTime = toWire(store.readTime);
    let sent = 0;
    for (const [path, document] of documents) {
      if (told.has(path) && told.get(path) === document) continue;
      sent++;
      this.#send(
        document
          ? {
              documentChange: {
                document: wireDocument(name, document, target.query?.projection),
                targetIds: [id],
              },
            }
          : {
              documentDelete: { document: `${name}/documents/${path}`, removedTargetIds, readTime },
            },
      );
    }
    this.#onRead(sent);
    for (const path of told.keys()) {
      if (documents.has(path)) continue;
      const gone = { document: `${name}/documents/${path}`, removedTargetIds, readTime };
      this.#send(store.get(path) ? { documentRemove: gone } : { documentDelete: gone });
      sent++;
    }
    entry.told = documents;
    return sent > 0;
  }

  /** Everything sent so far is one consistent state. */
  #snapshot(target: Target): void {
    this.#send({ targetChange: { targetChangeType: 'NO_CHANGE', ...this.#point(target) } });
  }

  #point({ database }: Target) {
    const time = database.store.readTime;
    return { readTime: toWire(time), resumeToken: Buffer.from(time.toString()) };
  }
}
