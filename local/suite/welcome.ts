import { DEMO_PASSWORD } from './seed/demoUser';
import { demoUsers } from './seed/demoUsers';
import type { Suite } from './startSuite';

const DATA = {
  kept: 'goes on with the data of the last run',
  imported: 'starts with the imported data',
  demo: 'starts with demo users and months of history',
};

/** What `npm start` prints when everything is ready. */
export function welcome(
  { ports, data, functionsUrl }: Suite,
  projectId: string,
  seconds: number,
): string {
  const project = projectId === 'demo-firestreak' ? '' : ` --project ${projectId}`;
  const accounts = demoUsers.map(
    ({ email, zones, story }) =>
      `  ${email.padEnd(21)} ${(zones.at(-1)?.timeZone ?? '').padEnd(20)} ${story}`,
  );
  return `
Firestreak is ready (${seconds.toFixed(1)} s); it ${DATA[data]}.

  dashboard  http://127.0.0.1:${ports.hosting}
  functions  ${functionsUrl}NAME
  auth       http://127.0.0.1:${ports.auth}
  firestore  127.0.0.1:${ports.firestore}
  pubsub     127.0.0.1:${ports.pubsub}
  messages   http://127.0.0.1:${ports.messages} shows every push message and mail
  project    ${projectId}

Accounts, all with the password ${DEMO_PASSWORD}:
${accounts.join('\n')}

Three things to try:
  1. Open the dashboard and sign in as Ada or Ben.
  2. Let two days pass: Ben's freezes are used and Chandra's streak breaks:
       npm run tick -- --by 2d${project}
     Your browser keeps its time: see docs/local.md before you log something then.
  3. Change something in functions/src, run npm run build, and call again: the functions reload.

Ctrl-C stops everything; npm start -- --keep${project} goes on from here.
`;
}
