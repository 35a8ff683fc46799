import { firebaseTools, type Rewrite } from './firebaseTools';

/**
 * Has Hosting find the functions of its rewrites in the region that they run in, as it does when it is deployed. Its
 * emulator takes them to be in us-central1 where firebase.json does not say.
 */
export function findRewritten(region: string): void {
  const proxies = firebaseTools('hosting/functionsProxy');
  const { functionsProxy } = proxies;
  proxies.functionsProxy = (options) => {
    const handlerOf = functionsProxy(options);
    return (rewrite) => handlerOf(inRegion(rewrite, region));
  };
}

function inRegion(rewrite: Rewrite, region: string): Rewrite {
  return typeof rewrite.function === 'string'
    ? { region, ...rewrite }
    : { ...rewrite, function: { region, ...rewrite.function } };
}
