import { functions } from '../../../functions/src/functions';
import type { Cloud } from '../cloud/cloud';
import { handOver } from '../cloud/platform';
import { sleepUntil } from '../virtualTime';
import type { Action } from '../world';

/**
 * Every world begins with a deployment, and some have another in the middle of it, which replaces the processes while the
 * old ones finish what they have begun. After each the CLI enqueues the task that sets up.
 */
export const deployments: Action = async ({ dice, start, end, cloud }) => {
  setUp(cloud, 'first');
  if (dice('deploys again') > 0.2) return;
  await sleepUntil(start + dice('deploys at') * (end - start));
  cloud.restart();
  setUp(cloud, 'again');
};

function setUp(cloud: Cloud, name: string): void {
  const { afterDeployment: data } = functions.setUp;
  handOver(cloud, 'setUp', { id: `setUp ${name}`, name, at: Date.now(), data });
}
