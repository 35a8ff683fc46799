/**
 * A new random id, as a UUID. Where the runtime has no `crypto`, as that of React Native, it is made of
 * `Math.random`: it has to differ from others, and need not be hard to guess.
 */
export function newId(): string {
  const { crypto } = globalThis as { readonly crypto?: Partial<Crypto> };
  if (crypto?.randomUUID) return crypto.randomUUID();
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () =>
    Math.floor(Math.random() * 16).toString(16),
  );
}
