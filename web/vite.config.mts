import { join } from 'node:path';
import { type Plugin, defineConfig } from 'vite';

/** Where the functions are that a page calls. */
interface Deployment {
  /** The id of the project that is deployed to; undefined, or `demo-…`, for the emulators. */
  readonly project: string | undefined;
  /** Where they run; undefined or empty where nothing was chosen. */
  readonly region: string | undefined;
  /** The prefix of their codebase in firebase.json; undefined or empty where there is none. */
  readonly prefix: string | undefined;
}

/** Where functions run that nothing has been chosen for. */
const DEFAULT_REGION = 'us-central1';

/** Google's services that sign people in. */
const SIGN_IN = ['https://identitytoolkit.googleapis.com', 'https://securetoken.googleapis.com'];

/** Google's services that give a browser its registration for push messages. */
const PUSH = [
  'https://fcmregistrations.googleapis.com',
  'https://firebaseinstallations.googleapis.com',
];

/** The emulators, whose ports can be chosen. */
const EMULATORS = 'http://127.0.0.1:*';

/** Writes into the page which functions it calls, and what it may load and reach. */
function deployedPage(deployment: Deployment): Plugin {
  return {
    name: 'deployed-page',
    transformIndexHtml: {
      order: 'pre',
      handler: (written) => {
        const page = withAttributes(written, deployment);
        const region = attributeIn(page, 'region') ?? DEFAULT_REGION;
        return page.replace('%CONTENT_POLICY%', contentPolicy(region, deployment.project));
      },
    },
  };
}

/** The page with `region` and `prefix` on its dashboard. What its author has written there stays. */
function withAttributes(page: string, { region = '', prefix = '' }: Deployment): string {
  const says = (...names: string[]) => names.some((name) => attributeIn(page, name) !== undefined);
  const isPlaced = says('region', 'instance');
  const isNamed = says('prefix', 'instance');
  const attributes = [
    isPlaced || region === '' || region === DEFAULT_REGION ? '' : ` region="${region}"`,
    isNamed || prefix === '' ? '' : ` prefix="${prefix}"`,
  ];
  return page.replace('<streak-dashboard', `<streak-dashboard${attributes.join('')}`);
}

function attributeIn(page: string, name: string): string | undefined {
  return new RegExp(`<streak-dashboard\\b[^>]*?\\s${name}="([\\w-]+)"`).exec(page)?.[1];
}

/**
 * What the dashboard may load and reach, as a Content-Security-Policy: in a project, its own functions and its
 * own sign-in page; on the emulators, this machine. What holds everywhere, firebase.json sends with every
 * page as a header as well.
 */
function contentPolicy(region: string, project: string | undefined): string {
  const isLocal = project === undefined || project === '' || project.startsWith('demo-');
  if (!isLocal && !/^[a-z0-9-]+$/.test(project)) throw new Error(`${project} is no project's id.`);
  const reached = isLocal
    ? [EMULATORS]
    : [...SIGN_IN, ...PUSH, `https://${region}-${project}.cloudfunctions.net`];
  const framed = isLocal ? EMULATORS : `https://${project}.firebaseapp.com`;
  return [
    "default-src 'none'",
    "script-src 'self' https://apis.google.com",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${reached.join(' ')}`,
    `frame-src ${framed}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

// The Firebase CLI says which project it builds for, and `npm run build` where the functions are.
const { GCLOUD_PROJECT, FUNCTIONS_REGION, FUNCTIONS_PREFIX } = process.env;

export default defineConfig({
  plugins: [
    deployedPage({ project: GCLOUD_PROJECT, region: FUNCTIONS_REGION, prefix: FUNCTIONS_PREFIX }),
  ],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        page: join(import.meta.dirname, 'index.html'),
        worker: join(import.meta.dirname, 'src/worker/main.ts'),
      },
      output: {
        // The worker is for the whole site, which it is only from its root.
        entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
