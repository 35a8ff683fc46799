import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { apis, roles } from '../../functions/src/needs';
import { discover } from './discovery';

const sources = join(repository, 'functions/src');

test('a deployment asks for exactly the roles of the table, and for no account of its own', () => {
  const { requiredRoles = [], endpoints } = discover().stack;
  expect([...requiredRoles].sort()).toEqual(Object.keys(roles).sort());
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

test('it asks for the APIs of the table, and says why', () => {
  const { requiredAPIs = [] } = discover().stack;
  const asked = Object.fromEntries(requiredAPIs.map(({ api, reason }) => [api, reason]));
  expect(Object.keys(asked).sort()).toEqual(Object.keys(apis).sort());
  // firebase-functions adds what it needs itself.
  for (const [api, reason] of Object.entries(apis)) expect(asked[api]).toContain(reason);
});

test('what is called by a role needs its API', () => {
  const served: Record<keyof typeof roles, keyof typeof apis> = {
    'roles/datastore.user': 'firestore.googleapis.com',
    'roles/pubsub.publisher': 'pubsub.googleapis.com',
    'roles/cloudtasks.enqueuer': 'cloudtasks.googleapis.com',
    'roles/firebasecloudmessaging.admin': 'fcm.googleapis.com',
    'roles/firebaseauth.viewer': 'identitytoolkit.googleapis.com',
    'roles/firebaseappcheck.tokenVerifier': 'firebaseappcheck.googleapis.com',
    'roles/eventarc.eventReceiver': 'eventarc.googleapis.com',
    'roles/run.invoker': 'run.googleapis.com',
  };
  for (const role of Object.keys(roles) as (keyof typeof roles)[]) {
    expect(apis).toHaveProperty([served[role]]);
  }
});

/** The libraries by which the code reaches services of Google, and the role that each call needs. */
const roleOfLibrary: Readonly<Record<string, keyof typeof roles | 'none'>> = {
  'firebase-admin/app': 'none',
  'firebase-admin/auth': 'roles/firebaseauth.viewer',
  'firebase-admin/eventarc': 'none', // but where there is a channel: `channelRole`
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
