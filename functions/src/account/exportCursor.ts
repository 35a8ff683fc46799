import { z } from 'zod';

/** Where a page of an export ended: in which section, after the document of which path. */
const exportCursor = z.tuple([z.string(), z.string()]);

export type ExportCursor = z.output<typeof exportCursor>;

/** The cursor as one word, which clients send back. */
export function encodeCursor(cursor: ExportCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The cursor in a word, or undefined when it is none. */
export function decodeCursor(word: string): ExportCursor | undefined {
  try {
    return exportCursor.safeParse(JSON.parse(Buffer.from(word, 'base64url').toString())).data;
  } catch {
    return undefined; // not JSON
  }
}
