import { cloud } from './cloud';
import { deploy, type Deployed } from './deploy';

const deployed: Deployed = deploy(cloud);

/**
 * All functions, on the services of the cloud, each made when it is asked for. What is exported is the
 * object itself, so that `index.ts` can name the functions without making one.
 *
 * @public for knip, which takes this for a default export that nobody imports
 */
export = deployed;
