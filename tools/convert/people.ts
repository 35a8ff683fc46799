import { checkTimeZone } from '../../functions/src/engine/zones';
import { UsageError } from '../../local/suite/usageError';
import { rowsOfTable } from '../replay/rowsOfTable';

/** Who a user of the old service is today. */
export interface Someone {
  readonly uid: string;
  readonly timeZone: string;
}

/** Looks up a user of the old service by id. */
export type People = (id: string) => Someone;

const columns = { required: ['id'], optional: ['uid', 'timeZone'] };

/**
 * Reads a TSV with a header: `id` (in the old service) and `uid` (in Firebase Auth), `timeZone`, or both.
 * Who is not in it keeps the id and has the zone that is given for all.
 *
 * @throws UsageError that names the line which cannot be read
 */
export async function readPeople(file: string | undefined, timeZone: string): Promise<People> {
  const everyone = zoneOf(timeZone, '--time-zone');
  const known = new Map<string, Someone>();
  const rows = file === undefined ? [] : rowsOfTable(file, columns);
  for await (const row of rows) {
    const where = `${file ?? ''} line ${row.line}`;
    if ('problem' in row) throw new UsageError(`${where}: ${row.problem}`);
    const { id, uid, timeZone: zone } = row.cells;
    if (id === undefined) throw new UsageError(`${where}: there is no id.`);
    if (known.has(id)) throw new UsageError(`${where}: ${JSON.stringify(id)} stands there twice.`);
    known.set(id, {
      uid: uid ?? id,
      timeZone: zone === undefined ? everyone : zoneOf(zone, where),
    });
  }
  return (id) => known.get(id) ?? { uid: id, timeZone: everyone };
}

function zoneOf(name: string, where: string): string {
  try {
    return checkTimeZone(name);
  } catch (error) {
    throw new UsageError(`${where}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
