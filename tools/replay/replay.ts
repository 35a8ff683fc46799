import { LATE_WINDOW_MS } from '../../functions/src/engine/settle';
import type { LogRow } from './logRow';
import { Simulation, type SimulationDeps } from './simulation';

/**
 * Replays a log up to an instant (milliseconds since the epoch), one activity after the other, with
 * maintenance at every schedule time at which someone is due. What has occurred by then and is still on
 * its way arrives at that instant.
 *
 * @param rows in the order of delivery
 */
export async function replay(
  rows: readonly LogRow[],
  until: number,
  deps: SimulationDeps,
  onDelivered: () => void = () => undefined,
): Promise<Simulation> {
  const simulation = new Simulation(deps);
  for (const row of arrivingBy(until, rows)) {
    await runMaintenanceUntil(row.deliveredAt, simulation);
    await simulation.deliver(row);
    onDelivered();
  }
  await runMaintenanceUntil(until, simulation);
  return simulation;
}

/** Rows that come by an instant, and those that may still count for what was before it, as if they did. */
function arrivingBy(until: number, rows: readonly LogRow[]): LogRow[] {
  return rows.flatMap((row) => {
    if (row.deliveredAt <= until) return [row];
    const mayCount = row.deliveredAt - row.occurredAt <= LATE_WINDOW_MS;
    return row.occurredAt <= until && mayCount ? [{ ...row, deliveredAt: until }] : [];
  });
}

async function runMaintenanceUntil(instant: number, simulation: Simulation): Promise<void> {
  for (let run = simulation.nextRun(); run <= instant; run = simulation.nextRun()) {
    await simulation.runMaintenance(run);
  }
}
