import { z } from 'zod';
import { logActivityContract } from '../../functions/src/contracts/streaks';
import { isDocumentId } from '../../functions/src/contracts/ids';
import { isRefusal } from '../../functions/src/contracts/errors';
import type { Program } from '../../functions/src/engine/program';
import { givenInstant } from '../../functions/src/contracts/timeRange';
import { checkTimeZone } from '../../functions/src/engine/zones';

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

/** The most characters of a uid in Firebase Auth. */
const MAX_UID = 128;

/** What makes two texts of one user, or cannot be the name of a document. */
const flawsOfId: readonly (readonly [(id: string) => boolean, string])[] = [
  [(id) => id.trim() !== id, 'has a space at its beginning or end'],
  [(id) => /^["']|["']$/.test(id), 'is quoted; write it as it is, without quotes'],
  [
    (id) => /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(id),
    'holds characters that cannot be seen',
  ],
  [(id) => id.normalize('NFC') !== id, 'is not in Unicode normal form C'],
  [(id) => id.length > MAX_UID, `has more than ${MAX_UID} characters`],
  [(id) => !isDocumentId(id), 'must be a document id: no "/", and not ".", ".." or "__…__"'],
];

const user = z.string().superRefine((id, context) => {
  const flaw = flawsOfId.find(([isSo]) => isSo(id));
  if (flaw) context.addIssue({ code: 'custom', message: flaw[1] });
});

const instant = givenInstant.transform((text) => Date.parse(text));

const timeZone = z.string().transform((name, context) => {
  try {
    return checkTimeZone(name);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

const { activityId } = logActivityContract.request.shape;

/**
 * Reads one row from named values. Defaults: `activityId` is the row's number, `quantity` 1,
 * `deliveredAt` `occurredAt`.
 *
 * @returns what is wrong, in words, for a row that cannot be read
 */
export function parseRecord(
  values: Readonly<Record<string, unknown>>,
  rowNumber: number,
  program: Program,
): LogRow | string {
  const parsed = rowSchema(program).safeParse({ activityId: String(rowNumber), ...values });
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => inWords(issue, values)).join('; ');
  }
  return { ...parsed.data, deliveredAt: parsed.data.deliveredAt ?? parsed.data.occurredAt };
}

function inWords({ path, message, ...issue }: z.core.$ZodIssue, values: object): string {
  const [name] = path;
  if (name === undefined) return message;
  if (!(name in values)) return `${String(name)}: is missing`;
  const isNoInstant = issue.code === 'invalid_format' && issue.format === 'datetime';
  const text = isNoInstant ? 'must be an instant such as 2026-03-29T18:00:00Z' : message;
  return `${String(name)}: ${text}`;
}

const schemas = new WeakMap<Program, ReturnType<typeof buildSchema>>();

function rowSchema(program: Program) {
  const schema = schemas.get(program) ?? buildSchema(program);
  schemas.set(program, schema);
  return schema;
}

function buildSchema(program: Program) {
  const error = `must be a whole number from 1 to ${program.maxQuantity}`;
  const written = z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number);
  return z.strictObject({
    user,
    timeZone,
    activityId,
    type: z.enum(Object.keys(program.activities)),
    quantity: z
      .union([z.number(), written], { error })
      .pipe(z.int({ error }).min(1, { error }).max(program.maxQuantity, { error }))
      .default(1),
    occurredAt: instant,
    deliveredAt: instant.optional(),
  });
}
