/** The zones that can be chosen, by the part before the slash; with these, which may be older names. */
export function zonesByRegion(others: readonly string[]): Map<string, string[]> {
  const known = new Set([...Intl.supportedValuesOf('timeZone'), 'Etc/UTC', ...others]);
  known.delete('');
  const regions = new Map<string, string[]>();
  for (const zone of [...known].sort()) {
    const region = zone.split('/')[0] ?? zone;
    regions.set(region, [...(regions.get(region) ?? []), zone]);
  }
  return regions;
}
