import { z } from 'zod';
import { logActivityContract } from '../../functions/src/activity/contract';
import { FirestreakError } from '../../functions/src/shared/errors';
import type { Program } from '../../functions/src/shared/programSchema';
import { checkTimeZone } from '../../functions/src/shared/zoneOffset';

/** One activity of a log, with the instants in milliseconds since the epoch. */
export interface LogRow {
  readonly user: string;
  readonly timeZone: string;
  readonly activityId: string;
  readonly type: string;
  readonly quantity: number;
  readonly occurredAt: number;
  readonly deliveredAt: number;
}

const { activityId } = logActivityContract.request.shape;

const instant = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2026-03-29T18:00:00Z' })
  .transform((text) => Date.parse(text));

const zone = z.string().superRefine((name, context) => {
  try {
    checkTimeZone(name);
  } catch (error) {
    if (!(error instanceof FirestreakError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});

/**
 * Reads one row. Defaults: `activityId` is the row's number, `quantity` 1, `deliveredAt`
 * `occurredAt`.
 *
 * @returns what is wrong, in words, for a row that cannot be read
 */
export function parseRow(
  cells: readonly string[],
  columns: readonly string[],
  rowNumber: number,
  program: Program,
): LogRow | string {
  if (cells.length !== columns.length) {
    return `has ${cells.length} cells instead of ${columns.length}`;
  }
  const filled = columns
    .map((column, index) => [column, cells[index] ?? ''] as const)
    .filter(([, cell]) => cell !== '');
  return parseRecord(Object.fromEntries(filled), rowNumber, program);
}

/** As `parseRow`, from named values. */
export function parseRecord(
  values: Readonly<Record<string, unknown>>,
  rowNumber: number,
  program: Program,
): LogRow | string {
  const parsed = rowSchema(program).safeParse({ activityId: String(rowNumber), ...values });
  if (!parsed.success) return parsed.error.issues.map(inWords).join('; ');
  return { ...parsed.data, deliveredAt: parsed.data.deliveredAt ?? parsed.data.occurredAt };
}

const inWords = ({ path, message }: z.core.$ZodIssue) => `${path.join('.')}: ${message}`;

const schemas = new WeakMap<Program, ReturnType<typeof buildSchema>>();

function rowSchema(program: Program) {
  const schema = schemas.get(program) ?? buildSchema(program);
  schemas.set(program, schema);
  return schema;
}

function buildSchema(program: Program) {
  return z.object({
    user: z.string().regex(/^(?!\.\.?$|__.*__$)[^/]{1,128}$/, 'must be a document id'),
    timeZone: zone,
    activityId,
    type: z.enum(Object.keys(program.activities)),
    quantity: z.coerce.number().int().min(1).max(program.maxQuantity).default(1),
    occurredAt: instant,
    deliveredAt: instant.optional(),
  });
}
