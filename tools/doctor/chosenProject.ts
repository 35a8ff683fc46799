import { UsageError } from '../../local/suite/usageError';

/**
 * The project to look at: the one that is named, else the one of .firebaserc that is no local suite's.
 *
 * @param named by `--project`
 * @param aliases `projects` of .firebaserc
 * @throws UsageError when there is none, or more than one of which none is the default
 */
export function chosenProject(
  named: string | undefined,
  aliases: Readonly<Record<string, string>>,
): string {
  const isReal = (id: string) => id !== '' && !id.startsWith('demo-');
  if (named !== undefined) {
    if (isReal(named)) return named;
    throw new UsageError(`--project needs a real project; demo- ids are those of local suites.`);
  }
  const { default: byDefault = '' } = aliases;
  const [only, ...others] = [...new Set(Object.values(aliases).filter(isReal))];
  if (isReal(byDefault)) return byDefault;
  if (only === undefined) {
    throw new UsageError('Name your project with npx firebase use --add, or with --project ID.');
  }
  if (others.length === 0) return only;
  throw new UsageError(`Say which with --project: ${[only, ...others].join(', ')}.`);
}
