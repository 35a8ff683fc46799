const knownPairs = new Map<string, boolean>();

/**
 * Whether two names are of one zone, such as Asia/Kolkata and Asia/Calcutta. Some browsers give both the
 * same name, others each its own, so the clocks are compared: those of one zone agree at all times.
 */
export function sameZone(a: string, b: string): boolean {
  if (a === b) return true;
  const pair = `${a} ${b}`;
  const isSame = knownPairs.get(pair) ?? agree(a, b);
  knownPairs.set(pair, isSame);
  return isSame;
}

const FORTNIGHT_MS = 14 * 86_400_000;

/** Whether two clocks show the same from 1970 to 2037; not if either is of no zone that is known here. */
function agree(a: string, b: string): boolean {
  try {
    const [clock, other] = [clockOf(a), clockOf(b)];
    for (let instant = Date.UTC(2038, 0, 1); instant > 0; instant -= FORTNIGHT_MS) {
      if (clock.format(instant) !== other.format(instant)) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' });
}
