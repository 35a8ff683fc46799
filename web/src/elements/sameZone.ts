/** Whether two names are of one zone, such as Asia/Kolkata and Asia/Calcutta. */
export function sameZone(a: string, b: string): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** The browser's own name of a zone; the name itself when it does not know the zone. */
function canonical(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return timeZone;
  }
}
