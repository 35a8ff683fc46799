import { Agent } from 'node:https';
import { connect } from 'node:net';
import { type App, initializeApp } from 'firebase-admin/app';
import { projectID } from 'firebase-functions/params';

const TOKEN_SECONDS = 3600;

/** An app whose requests to Google, in plain HTTP, go to a local server at `host:port` instead. */
export function localPushApp(host: string): App {
  const { hostname, port } = new URL(`http://${host}`);
  const httpAgent = Object.assign(new Agent({ keepAlive: true }), {
    createConnection: () => connect(Number(port), hostname),
  });
  const getAccessToken = () =>
    Promise.resolve({ access_token: 'local', expires_in: TOKEN_SECONDS });
  const projectId = projectID.value();
  return initializeApp({ projectId, httpAgent, credential: { getAccessToken } }, `push-${host}`);
}
