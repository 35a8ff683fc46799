import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import firebaseJson from '../../firebase.json';
import { repository } from '../../local/suite/repository';

type Policy = Readonly<Partial<Record<string, readonly string[]>>>;

function policyIn(text: string): Policy {
  const directives = text.split(';').map((directive) => directive.trim().split(/\s+/));
  return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources]));
}

/** The page as the predeploy step builds it: the Firebase CLI sets GCLOUD_PROJECT for it. */
async function pageFor(project: string | undefined): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'firestreak-page-'));
  try {
    const vite = join(repository, 'node_modules/vite/bin/vite.js');
    const args = [vite, 'build', 'web', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
    const { GCLOUD_PROJECT: _, NODE_ENV: __, ...others } = process.env;
    const env = { ...others, ...(project !== undefined && { GCLOUD_PROJECT: project }) };
    await promisify(execFile)(process.execPath, args, { cwd: repository, env });
    return readFileSync(join(folder, 'index.html'), 'utf8');
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

test('the page of a project reaches that project and Google’s sign-in, and nothing else', async () => {
  const page = await pageFor('my-project');
  const policy = policyOf(page);
  expect(policy['default-src']).toEqual(["'none'"]);
  expect(policy['connect-src']).toEqual([
    "'self'",
    'https://identitytoolkit.googleapis.com',
    'https://securetoken.googleapis.com',
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

test('functions are where the page looks for them', () => {
  const [rewrite] = firebaseJson.hosting.rewrites;
  expect(rewrite?.function.region).toBe('us-central1');
});
