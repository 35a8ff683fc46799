import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type WriteStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogRow } from '../replay/logRow';

/** A log of millions of rows is worked on by so many parts, each small enough for the memory. */
const BUCKETS = 128;

/** Rows sorted into files by user, so that all rows of a user are found together. */
export class Buckets<Row extends LogRow = LogRow> {
  private readonly streams: WriteStream[];

  private constructor(private readonly directory: string) {
    this.streams = Array.from({ length: BUCKETS }, (_, index) =>
      createWriteStream(this.fileOf(index)),
    );
  }

  /** In a directory of its own, which `remove` deletes. */
  static async make<Row extends LogRow = LogRow>(): Promise<Buckets<Row>> {
    return new Buckets<Row>(await mkdtemp(join(tmpdir(), 'firestreak-import-')));
  }

  async add(row: Row): Promise<void> {
    const index = createHash('sha256').update(row.user).digest().readUInt32BE(0) % BUCKETS;
    const stream = this.streams[index];
    if (stream?.write(`${JSON.stringify(row)}\n`) === false) await once(stream, 'drain');
  }

  /** Call it when all rows are in. */
  async close(): Promise<void> {
    await Promise.all(this.streams.map((stream) => new Promise((resolve) => stream.end(resolve))));
  }

  /** The rows of each user, in the order of delivery. */
  async *users(): AsyncGenerator<{ readonly uid: string; readonly rows: readonly Row[] }> {
    for (const index of this.streams.keys()) {
      const users = new Map<string, Row[]>();
      const text = await readFile(this.fileOf(index), 'utf8');
      for (const line of text.split('\n')) {
        if (line === '') continue;
        const row = JSON.parse(line) as Row;
        const rows = users.get(row.user);
        if (rows) rows.push(row);
        else users.set(row.user, [row]);
      }
      for (const [uid, rows] of users) {
        yield { uid, rows: rows.sort((a, b) => a.deliveredAt - b.deliveredAt) };
      }
    }
  }

  /** Deletes the files, also those that are still being written: what fails of that is of no use any more. */
  async remove(): Promise<void> {
    const open = this.streams.filter(({ closed }) => !closed);
    const ignore = () => undefined;
    const closed = open.map((stream) => {
      return new Promise<void>((resolve) =>
        stream.on('error', ignore).on('close', resolve).destroy(),
      );
    });
    await Promise.all(closed);
    await rm(this.directory, { recursive: true, force: true });
  }

  private fileOf(index: number): string {
    return join(this.directory, `${index}.jsonl`);
  }
}
