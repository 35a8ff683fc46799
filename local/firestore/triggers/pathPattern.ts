/**
 * Whether a document's path matches a trigger's, in which `{id}` stands for one segment and `{id=**}` for any number
 * of segments.
 */
export function matchesPattern(path: string, pattern: string): boolean {
  return matches(path.split('/'), pattern.split('/'));
}

function matches(path: readonly string[], [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return path.length === 0;
  if (/^(\{.*=\*\*\}|\*\*)$/.test(first)) {
    return path.some((_, i) => matches(path.slice(i), rest)) || matches([], rest);
  }
  const [segment, ...deeper] = path;
  if (segment === undefined) return false;
  return (/^(\{.*\}|\*)$/.test(first) || first === segment) && matches(deeper, rest);
}
