import { z } from 'zod';
import type { Access } from '../../functions/src/edge/access';
import { callables } from '../../functions/src/functions';
import { contracts } from './contracts';
import { commonReasons } from '../../functions/src/contracts/contract';
import { type ErrorReason, codeOfReason } from '../../functions/src/contracts/errors';
import { adviceOfReason } from './advice';
import { type Field, fieldsOf } from './fields';

const intro = `# API

This page lists every callable function with its request, response and errors, for use with the
Firebase client SDKs. Every call needs a signed-in user and acts on that user. Days are
\`YYYY-MM-DD\`; instants are ISO 8601, in UTC in responses. Those in requests must be in the years
1970 to 2999. Any request may carry a \`correlationId\` (8 to 64 letters, digits, \`_\` or \`-\`), under
which its logs and documents can be found.

Requests are strict: a field that a function does not know, at whatever depth, is refused as
\`malformed-request\`, and the message names it.

A refusal is a \`FunctionsError\` with a code, a message that says what to do, and
\`details: { reason, correlationId }\`. Branch on \`details.reason\`. A refused call has changed
nothing.

This page is generated from the schemas by \`npm run tool -- api-docs\`.
`;

/** docs/api.md, from the contracts of the callables. */
export function apiDocs(): string {
  const sections = contracts.map(section);
  return [intro, sharedErrors(), ...sections].join('\n');
}

function sharedErrors(): string {
  return `## Errors of every function\n\n${errorTable(commonReasons)}`;
}

function section({
  name,
  summary,
  request,
  response,
  reasons,
}: (typeof contracts)[number]): string {
  const row = callables[name].access;
  const own = ownReasons({ name, reasons });
  return [
    `## ${name}`,
    [summary, ...callers(row)].join(' '),
    `### Request\n\n${fieldTable(fieldsOf(z.toJSONSchema(request, { io: 'input' })))}`,
    `### Response\n\n${fieldTable(fieldsOf(z.toJSONSchema(response)))}`,
    ...(own.length > 0 ? [`### Errors\n\n${errorTable(own)}`] : []),
  ].join('\n\n');
}

/** The reasons that a function may refuse with, besides those of every function. */
export function ownReasons({
  name,
  reasons,
}: Pick<(typeof contracts)[number], 'name' | 'reasons'>): ErrorReason[] {
  const all = [...refusals(callables[name].access), ...reasons];
  return all.filter((reason) => !isCommon(reason));
}

function callers({ by, anonymous }: Access): string[] {
  if (by === 'admin') return ['For administrators.'];
  return anonymous ? [] : ['Not for anonymous users.'];
}

const ofAdministrators = [
  'admin-required',
  'account-deleted',
  'account-disabled',
  'sign-in-revoked',
] as const;

function refusals({ by, anonymous, consumesAppCheck }: Access): ErrorReason[] {
  return [
    ...(by === 'admin' ? ofAdministrators : []),
    ...(anonymous ? [] : (['account-required'] as const)),
    ...(consumesAppCheck ? (['app-check-replayed'] as const) : []),
  ];
}

function isCommon(reason: ErrorReason): boolean {
  return commonReasons.some((common) => common === reason);
}

function fieldTable(fields: readonly Field[]): string {
  if (fields.length === 0) return 'No fields.\n';
  return table(
    ['field', 'type', 'meaning'],
    fields.map(({ path, type, isRequired, meaning }) => [
      `\`${path}\`${isRequired ? '' : ' (optional)'}`,
      type,
      meaning,
    ]),
  );
}

function errorTable(reasons: readonly ErrorReason[]): string {
  return table(
    ['reason', 'code', 'what to do'],
    reasons.map((reason) => [
      `\`${reason}\``,
      `\`${codeOfReason[reason]}\``,
      adviceOfReason[reason],
    ]),
  );
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
