import type { OutageView } from './contract';
import type { OutageDeps } from './deps';
import { latestOutages } from './store';
import { viewOutage } from './viewOutage';

const MAX_LISTED = 100;

/** The latest outages, revoked ones included, latest first. */
export async function listOutages({
  db,
}: Pick<OutageDeps, 'db'>): Promise<{ outages: OutageView[] }> {
  const latest = await latestOutages(db, MAX_LISTED);
  return { outages: [...latest].map(([id, outage]) => viewOutage(id, outage)) };
}
