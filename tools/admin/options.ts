import { parseCommandLine } from '../../local/suite/commandLine';
import { DEFAULT_PROJECT } from '../../local/suite/options';
import { UsageError } from '../../local/suite/usageError';
import { type Call, commands } from './commands';

const WIDTH = 60;

const list = Object.entries(commands).map(([name, command]) => {
  const written = `${name} ${command.arguments}`;
  const line =
    written.length > WIDTH ? `${written}\n  ${' '.repeat(WIDTH)}` : written.padEnd(WIDTH);
  return `  ${line} ${command.about}`;
});

export const usage = `Usage: npm run admin -- COMMAND … [--project ID] [--database ID] [--operator NAME]

${list.join('\n')}

  --project   which one (default: the local suite that runs); a real one needs the credentials of
              \`gcloud auth application-default login\`
  --database  of Firestreak there (default: FIRESTORE_DATABASE_ID in functions/.env, else firestreak)
  --id        names an adjustment of freezes: one that has been made is not made again, so that a
              command whose answer was lost can be given again (default: a new one each time)
  --operator  who is recorded as having done it (default: $USER)

What changes something needs --reason and is recorded in \`operatorActions\`.`;

/** What an operator asks for. */
export interface AdminOptions {
  readonly command: string;
  readonly call: Call;
  /** Why, for a command that changes something; undefined for the others. */
  readonly reason: string | undefined;
  readonly projectId: string;
  /** Another database than that of the project's functions. */
  readonly database: string | undefined;
  readonly operator: string;
}

/** The command line's options. @throws UsageError */
export function parseOptions(args: readonly string[], user = 'unknown'): AdminOptions {
  const string = { type: 'string' } as const;
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ project: string, database: string, operator: string, reason: string },
      ...{ from: string, to: string, status: string, after: string },
      ...{ id: string, title: string, goal: string, target: string, day: string, days: string },
      ...{ endpoint: string, url: string, enabled: string, types: string, secret: string },
    },
  });
  const [name, ...rest] = positionals;
  const command = name === undefined ? undefined : commands[name];
  if (name === undefined) throw new UsageError('Name a command.');
  if (!command) throw new UsageError(`There is no command ${name}.`);
  const { project = DEFAULT_PROJECT, database, operator = user, ...options } = values;
  const reason = options.reason?.trim();
  if (command.changes && !reason) {
    throw new UsageError(`${name} changes something: say why with --reason.`);
  }
  return {
    command: name,
    call: command.call({ positionals: rest, options }),
    reason: command.changes ? reason : undefined,
    projectId: project,
    database,
    operator,
  };
}
