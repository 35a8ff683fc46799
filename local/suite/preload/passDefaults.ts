import { firebaseTools } from './firebaseTools';

/**
 * Hands functions the parameters that no file names by the environment. The CLI would write them to
 * `functions/.env.local`, where they would outlive a changed default, and where the second of two suites
 * that start at once would fail because they are there already.
 */
export function passDefaults(): void {
  firebaseTools('functions/env').writeResolvedParams = (resolved, named) => {
    for (const [name, value] of Object.entries(resolved)) {
      if (!value.internal && !Object.hasOwn(named, name)) process.env[name] = value.toString();
    }
  };
}
