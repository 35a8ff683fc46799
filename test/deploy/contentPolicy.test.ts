import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import firebaseJson from '../../firebase.json';
import { repository } from '../../local/suite/repository';
import { pageVariables } from '../../tools/build/pageVariables';

type Policy = Readonly<Partial<Record<string, readonly string[]>>>;

function policyIn(text: string): Policy {
  const directives = text.split(';').map((directive) => directive.trim().split(/\s+/));
  return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources]));
}

/** The build of a page on whose dashboard somebody has written something. */
const configFor = (written: string) => `
  import config from ${JSON.stringify(join(repository, 'web/vite.config.mts'))};
  const transform = (page) => page.replace('<streak-dashboard', '<streak-dashboard ${written}');
  const author = { name: 'author', transformIndexHtml: { order: 'pre', handler: transform } };
  export default { ...config, plugins: [author, ...config.plugins] };`;

/** The page as the predeploy step builds it: the Firebase CLI sets GCLOUD_PROJECT for it. */
async function pageFor(
  project: string | undefined,
  { written, deployed = {} }: { written?: string; deployed?: Record<string, string> } = {},
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'firestreak-page-'));
  const config = join(folder, 'vite.config.mts');
  try {
    const vite = join(repository, 'node_modules/vite/bin/vite.js');
    const args = [vite, 'build', 'web', '--outDir', join(folder, 'dist'), '--logLevel', 'warn'];
    if (written !== undefined) {
      writeFileSync(config, configFor(written));
      args.push('--config', config);
    }
    const { GCLOUD_PROJECT: _, NODE_ENV: __, ...others } = process.env;
    const env = {
      ...others,
      ...deployed,
      ...(project !== undefined && { GCLOUD_PROJECT: project }),
    };
    await promisify(execFile)(process.execPath, args, { cwd: repository, env });
    return readFileSync(join(folder, 'dist/index.html'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function policyOf(page: string): Policy {
  const [, content = ''] =
    /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  return policyIn(content);
}

const header = policyIn(
  firebaseJson.hosting.headers
    .find(({ source }) => source === '**')
    ?.headers.find(({ key }) => key === 'Content-Security-Policy')?.value ?? '',
);

test('the page of a project reaches that project, Google’s sign-in and its push registration, and nothing else', async () => {
  const page = await pageFor('my-project');
  const policy = policyOf(page);
  expect(policy['default-src']).toEqual(["'none'"]);
  expect(policy['connect-src']).toEqual([
    "'self'",
    'https://identitytoolkit.googleapis.com',
    'https://securetoken.googleapis.com',
    'https://fcmregistrations.googleapis.com',
    'https://firebaseinstallations.googleapis.com',
    'https://us-central1-my-project.cloudfunctions.net',
  ]);
  expect(policy['frame-src']).toEqual(['https://my-project.firebaseapp.com']);
  const sources = Object.values(policy).flatMap((of) => of ?? []);
  expect(
    sources.filter((source) => /\*|127\.0\.0\.1|localhost|run\.app|unsafe/.test(source)),
  ).toEqual([]);
  // It holds for what stands after it in the page, so it stands before all that loads anything.
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.search(/<(script|link)/));
});

test('the page reaches functions in the region that is written on its dashboard', async () => {
  const page = await pageFor('my-project', {
    written: 'instance="reading" region="europe-west1"',
    deployed: { FUNCTIONS_REGION: 'europe-west4', FUNCTIONS_PREFIX: 'learning' },
  });
  expect(page).toContain('<streak-dashboard instance="reading" region="europe-west1">');
  const reached = policyOf(page)['connect-src'];
  expect(reached).toContain('https://europe-west1-my-project.cloudfunctions.net');
  expect(reached?.join()).not.toContain('us-central1');
});

test('the page follows the region and the prefix that its functions are deployed with', async () => {
  const deployed = { FUNCTIONS_REGION: 'europe-west1', FUNCTIONS_PREFIX: 'learning' };
  const page = await pageFor('my-project', { deployed });
  expect(page).toContain('<streak-dashboard region="europe-west1" prefix="learning">');
  const reached = policyOf(page)['connect-src'];
  expect(reached).toContain('https://europe-west1-my-project.cloudfunctions.net');
  expect(reached?.join()).not.toContain('us-central1');
});

test('the build is told the region of the parameters for its project', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firestreak-parameters-'));
  writeFileSync(join(folder, '.env.my-project'), 'DATABASE_LOCATION=eur3\n');
  writeFileSync(join(folder, '.env.local'), 'LOCATION=asia-east1\n');
  const regions = ['my-project', 'another', '', 'demo-mine'].map(
    (project) => pageVariables(project, folder)['FUNCTIONS_REGION'],
  );
  rmSync(folder, { recursive: true });
  expect(regions).toEqual(['europe-west1', 'us-central1', 'asia-east1', 'asia-east1']);
});

test.each([undefined, 'demo-firestreak'])(
  'the page of the emulators (%s) reaches this machine, and nothing else',
  async (project) => {
    const policy = policyOf(await pageFor(project));
    expect(policy['connect-src']).toEqual(["'self'", 'http://127.0.0.1:*']);
  },
);

test('every page is sent with what holds in all projects, no address of any in it', () => {
  expect(header).toMatchObject({
    'script-src': ["'self'", 'https://apis.google.com'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
  expect(JSON.stringify(header)).not.toMatch(/\*|127\.0\.0\.1|localhost|run\.app|cloudfunctions/);
});

test('cards are shown by the function wherever it runs: the CLI looks for it', () => {
  const [rewrite] = firebaseJson.hosting.rewrites;
  expect(rewrite?.function).toEqual({ functionId: 'share' });
});
