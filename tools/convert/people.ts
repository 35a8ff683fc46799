import { readFile } from 'node:fs/promises';
import { checkTimeZone } from '../../functions/src/shared/zoneOffset';
import { UsageError } from '../../local/suite/usageError';

/** Who a user of the old service is today. */
export interface Someone {
  readonly uid: string;
  readonly timeZone: string;
}

/** Looks up a user of the old service by id. */
export type People = (id: string) => Someone;

/**
 * Reads a TSV with a header: `id` (in the old service) and `uid` (in Firebase Auth), `timeZone`, or both.
 * Who is not in it keeps the id and has the zone that is given for all.
 *
 * @throws UsageError that names the line which cannot be read
 */
export async function readPeople(file: string | undefined, timeZone: string): Promise<People> {
  const known = new Map<string, Someone>();
  const text = file === undefined ? '' : await readFile(file, 'utf8');
  const [header, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = (header ?? '').split('\t');
  const isKnown = (name: string) => ['id', 'uid', 'timeZone'].includes(name);
  if (file !== undefined && !(columns.includes('id') && columns.every(isKnown))) {
    throw new UsageError(`${file} needs the columns id and uid, timeZone, or both.`);
  }
  lines.forEach((line, index) => {
    if (line === '') return;
    const cells = line.split('\t');
    const cell = (name: string) => {
      const text = cells[columns.indexOf(name)];
      return text === '' ? undefined : text;
    };
    const id = cell('id');
    if (id === undefined) throw new UsageError(`${file} line ${index + 2}: there is no id.`);
    const zone = cell('timeZone') ?? timeZone;
    check(zone, `${file} line ${index + 2}`);
    known.set(id, { uid: cell('uid') ?? id, timeZone: zone });
  });
  check(timeZone, '--time-zone');
  return (id) => known.get(id) ?? { uid: id, timeZone };
}

function check(zone: string, where: string): void {
  try {
    checkTimeZone(zone);
  } catch (error) {
    throw new UsageError(`${where}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
