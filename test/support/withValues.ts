/** A request with other values at some paths, by names and dots. */
export function withValues(request: object, values: Readonly<Record<string, unknown>>): object {
  const changed = structuredClone(request) as Record<string, unknown>;
  for (const [path, value] of Object.entries(values)) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let place = changed;
    for (const name of names) place = (place[name] ??= {}) as Record<string, unknown>;
    place[last] = value;
  }
  return changed;
}
