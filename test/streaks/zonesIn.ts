import type { DayFacts } from '../../functions/src/engine/keptDay';
import type { LedgerDay } from '../../functions/src/engine/ledger';

/** What the ledger says of the zones that its days lay in, for a fold of all of it. */
export function zonesIn(
  ledger: ReadonlyMap<string, LedgerDay>,
): Pick<DayFacts, 'isSkippedDate' | 'passedOver'> {
  return {
    passedOver: (day) => ledger.get(day)?.passedOver ?? [],
    isSkippedDate(day) {
      const entry = ledger.get(day);
      return entry !== undefined && entry.start === entry.end;
    },
  };
}
