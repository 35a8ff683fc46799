import type { LogRow } from './logRow';
import { Simulation, type SimulationDeps } from './simulation';

const HOUR_MS = 3_600_000;

/** No ordinary activity makes a streak lapse sooner than this. */
const AHEAD_MS = 12 * HOUR_MS;

/**
 * Replays a log up to an instant (milliseconds since the epoch). Maintenance runs at every schedule
 * time at which someone is due. Activities of different users between two runs are delivered side
 * by side, those of one user in order.
 *
 * @param rows in the order of delivery
 */
export async function replay(
  rows: readonly LogRow[],
  until: number,
  deps: SimulationDeps,
  onProgress: (delivered: number) => void = () => undefined,
): Promise<Simulation> {
  const simulation = new Simulation(deps);
  const zones = new Map<string, string>();
  const due = rows.filter(({ deliveredAt }) => deliveredAt <= until);
  let next = 0;
  while (next < due.length) {
    const batch = batchFrom(due, next, simulation.nextRun(), zones);
    if (batch.length === 0) {
      await simulation.runMaintenance(simulation.nextRun());
      continue;
    }
    await Promise.all([...byUser(batch).values()].map((ofUser) => deliverAll(ofUser, simulation)));
    next += batch.length;
    onProgress(next);
  }
  for (let run = simulation.nextRun(); run <= until; run = simulation.nextRun()) {
    await simulation.runMaintenance(run);
  }
  return simulation;
}

async function deliverAll(rows: readonly LogRow[], simulation: Simulation): Promise<void> {
  for (const row of rows) await simulation.deliver(row);
}

/**
 * The rows that can be delivered before the next run. One that may bring a lapse forward (a late or
 * early delivery, a change of zone) ends the batch.
 */
function batchFrom(
  rows: readonly LogRow[],
  start: number,
  nextRun: number,
  zones: Map<string, string>,
): LogRow[] {
  const batch: LogRow[] = [];
  const horizon = Math.min(nextRun, (rows[start]?.deliveredAt ?? 0) + AHEAD_MS);
  for (let index = start; index < rows.length; index += 1) {
    const row = rows[index];
    if (!row || row.deliveredAt >= horizon) break;
    batch.push(row);
    const moves = zones.has(row.user) && zones.get(row.user) !== row.timeZone;
    zones.set(row.user, row.timeZone);
    if (moves || row.deliveredAt !== row.occurredAt) break;
  }
  return batch;
}

function byUser(rows: readonly LogRow[]): Map<string, LogRow[]> {
  const users = new Map<string, LogRow[]>();
  for (const row of rows) {
    const ofUser = users.get(row.user);
    if (ofUser) ofUser.push(row);
    else users.set(row.user, [row]);
  }
  return users;
}
