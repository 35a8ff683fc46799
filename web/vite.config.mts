import { type Plugin, defineConfig } from 'vite';

/** Where the functions are deployed, and where the page looks for them. */
const REGION = 'us-central1';

/** Google's services that sign people in. */
const SIGN_IN = ['https://identitytoolkit.googleapis.com', 'https://securetoken.googleapis.com'];

/** The emulators, whose ports can be chosen. */
const EMULATORS = 'http://127.0.0.1:*';

/**
 * What the dashboard may load and reach, as a Content-Security-Policy: in a project, its own functions and its
 * own sign-in page; on the emulators, this machine. What holds everywhere, firebase.json sends with every
 * page as a header as well.
 *
 * @param project the id of the project that is deployed to; undefined, or `demo-…`, for the emulators
 */
function contentPolicy(project: string | undefined): string {
  const isLocal = project === undefined || project === '' || project.startsWith('demo-');
  if (!isLocal && !/^[a-z0-9-]+$/.test(project)) throw new Error(`${project} is no project's id.`);
  const reached = isLocal
    ? [EMULATORS]
    : [...SIGN_IN, `https://${REGION}-${project}.cloudfunctions.net`];
  const framed = isLocal ? EMULATORS : `https://${project}.firebaseapp.com`;
  return [
    "default-src 'none'",
    "script-src 'self' https://apis.google.com",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${reached.join(' ')}`,
    `frame-src ${framed}`,
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

/** Writes into the page what it may load and reach. */
const withContentPolicy: Plugin = {
  name: 'content-policy',
  transformIndexHtml: {
    order: 'pre',
    // The Firebase CLI says which project it builds for; nobody else does.
    handler: (page) =>
      page.replace('%CONTENT_POLICY%', contentPolicy(process.env['GCLOUD_PROJECT'])),
  },
};

export default defineConfig({
  plugins: [withContentPolicy],
  build: { target: 'es2022', modulePreload: { polyfill: false } },
});
