import type { LogRow } from './logRow';
import { Simulation, type SimulationDeps } from './simulation';

/**
 * Replays a log up to an instant (milliseconds since the epoch), one activity after the other, with
 * maintenance at every schedule time at which someone is due.
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
  for (const row of rows) {
    if (row.deliveredAt > until) break;
    await runMaintenanceUntil(row.deliveredAt, simulation);
    await simulation.deliver(row);
    onDelivered();
  }
  await runMaintenanceUntil(until, simulation);
  return simulation;
}

async function runMaintenanceUntil(instant: number, simulation: Simulation): Promise<void> {
  for (let run = simulation.nextRun(); run <= instant; run = simulation.nextRun()) {
    await simulation.runMaintenance(run);
  }
}
