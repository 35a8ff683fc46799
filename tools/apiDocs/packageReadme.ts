import { declaredParams } from 'firebase-functions/params';
import { secrets } from '../../functions/src/config/parameters';
import { apis, roles } from '../../functions/src/needs';
import { inCode, withTable } from './tables';

/** A parameter or secret, as the Firebase CLI is told of it. Their types do not say that they have it. */
interface Declared {
  toSpec(): {
    readonly type: string;
    readonly name: string;
    readonly description?: string;
    /** A text with braces follows from another parameter. */
    readonly default?: string | number | boolean;
  };
}

/** What stands for a default that is empty, or for none. */
const NONE = '–';

/** The fields of a program, in docs/program.md. */
const FIELDS = /^\| field .*\n(?:\|.*\n)+/m;

/**
 * functions/README.md with its tables: needs and parameters as the code declares them, and the fields of a program,
 * for an app that has the package and not the docs.
 *
 * @param programPage docs/program.md
 */
export function withPackageTables(page: string, programPage: string): string {
  for (const declare of Object.values(secrets)) declare();
  const specs = (declaredParams as unknown as readonly Declared[]).map((each) => each.toSpec());
  const fields = columnsOf(FIELDS.exec(programPage)?.[0].replaceAll(', see below', '') ?? '');
  const withFields = withTable(page, 'fields', fields);
  const withNeeds = withTable(withFields, 'needs', [
    ['role or API', ...Object.keys({ ...roles, ...apis }).map(inCode)],
    ['why', ...Object.values({ ...roles, ...apis })],
  ]);
  return withTable(withNeeds, 'parameters', [
    ['parameter', ...specs.map(({ name }) => inCode(name))],
    ['type', ...specs.map(({ type }) => type)],
    ['default', ...specs.map(defaultOf)],
    ['what it is', ...specs.map(({ description = NONE }) => description)],
  ]);
}

/** The columns of a table. */
function columnsOf(table: string): string[][] {
  const [head = [], , ...rows] = table
    .trim()
    .split('\n')
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  return head.map((name, column) => [name, ...rows.map((cells) => cells[column] ?? '')]);
}

function defaultOf({ default: value = '' }: ReturnType<Declared['toSpec']>): string {
  const text = String(value);
  if (text === '') return NONE;
  return text.includes('{{') ? 'see below' : inCode(text);
}
