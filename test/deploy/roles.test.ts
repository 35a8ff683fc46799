import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roles } from '../../functions/src/roles';
import { repository } from '../../local/suite/repository';

const sources = join(repository, 'functions/src');

/** What the Firebase CLI is told when it looks for the functions. */
function manifest(): { requiredRoles?: string[]; endpoints: Record<string, object> } {
  const directory = mkdtempSync(join(tmpdir(), 'firestreak-manifest-'));
  try {
    writeFileSync(join(directory, 'package.json'), '{ "main": "index.js" }');
    writeFileSync(
      join(directory, 'index.js'),
      `module.exports = require(${JSON.stringify(join(sources, 'index.ts'))});`,
    );
    const loader = join(repository, 'node_modules/firebase-functions/lib/runtime/loader.js');
    const script = `require(${JSON.stringify(loader)}).loadStack(${JSON.stringify(directory)})
      .then((stack) => console.log(JSON.stringify(stack)))`;
    const env = { ...process.env, FUNCTIONS_CONTROL_API: 'true', GCLOUD_PROJECT: 'demo-roles' };
    const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
      ...{ cwd: repository, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    });
    return JSON.parse(output) as ReturnType<typeof manifest>;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test('a deployment asks for exactly the roles of the table, and for no account of its own', () => {
  const { requiredRoles = [], endpoints } = manifest();
  expect(requiredRoles.sort()).toEqual(Object.keys(roles).sort());
  expect(Object.keys(endpoints).length).toBeGreaterThan(50);
  // The CLI refuses declared roles together with an account that a function names itself.
  const named = Object.values(endpoints).filter(
    (endpoint) => 'serviceAccountEmail' in endpoint && endpoint.serviceAccountEmail !== null,
  );
  expect(named).toEqual([]);
});

test('no role lets the functions act as others, or change what may be done in the project', () => {
  const broad =
    /owner|editor|viewer$|iam\.|serviceAccount|resourcemanager|\.admin$|secretmanager|cloudfunctions/;
  const allowed = ['roles/firebasecloudmessaging.admin', 'roles/firebaseauth.viewer'];
  expect(Object.keys(roles).filter((role) => broad.test(role) && !allowed.includes(role))).toEqual(
    [],
  );
});

/** The libraries by which the code reaches services of Google, and the role that each call needs. */
const roleOfLibrary: Readonly<Record<string, keyof typeof roles | 'none'>> = {
  'firebase-admin/app': 'none',
  'firebase-admin/auth': 'roles/firebaseauth.viewer',
  'firebase-admin/firestore': 'roles/datastore.user',
  'firebase-admin/functions': 'roles/cloudtasks.enqueuer',
  'firebase-admin/messaging': 'roles/firebasecloudmessaging.admin',
  '@google-cloud/pubsub': 'roles/pubsub.publisher',
};

test('whatever the code reaches Google by has its role, and no role is without a use', () => {
  const used = new Set(
    readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(join(sources, file), 'utf8').matchAll(
          /(?:from|import\() ?'((?:firebase-admin|@google-cloud)\/[^']+)'/g,
        ),
      ])
      .flatMap(([, library]) => library ?? []),
  );
  expect([...used].sort()).toEqual(Object.keys(roleOfLibrary).sort());
  const reached = new Set(Object.values(roleOfLibrary));
  const ofDelivery = [
    'roles/eventarc.eventReceiver',
    'roles/run.invoker',
    'roles/firebaseappcheck.tokenVerifier', // firebase-functions calls App Check itself
  ];
  expect(Object.keys(roles).sort()).toEqual(
    [...[...reached].filter((role) => role !== 'none'), ...ofDelivery].sort(),
  );
});

test('docs/security.md has the table', () => {
  const text = readFileSync(join(repository, 'docs/security.md'), 'utf8');
  const cells = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const rows = cells.filter(([, role]) => role?.startsWith('`roles/') ?? false);
  const shown = rows.map(([, role = '', ...why]) => [role.replaceAll('`', ''), why[0]]);
  expect(Object.fromEntries(shown)).toEqual(roles);
});
