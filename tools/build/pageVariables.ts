import { functions } from '../../firebase.json';
import { DEFAULT_PROJECT } from '../../local/suite/options';
import { parametersOf, regionOf } from '../../local/suite/parameters';

/**
 * What the build of the dashboard is told of the functions that it calls, as this repository deploys them.
 *
 * @param project whose parameters count; the Firebase CLI says for which it builds, nobody else does
 * @param folder that of the parameters
 */
export function pageVariables(project = '', folder?: string): Readonly<Record<string, string>> {
  const [codebase] = functions as readonly { readonly prefix?: string }[];
  return {
    FUNCTIONS_REGION: regionOf(parametersOf(project === '' ? DEFAULT_PROJECT : project, folder)),
    FUNCTIONS_PREFIX: codebase?.prefix ?? '',
  };
}
