import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Package {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
}

const lockedIn = (folder: string) => {
  const file = readFileSync(join(__dirname, '..', folder, 'package-lock.json'), 'utf8');
  return (JSON.parse(file) as { packages: Record<string, Package> }).packages;
};

const packages = lockedIn('');

const installedOf = (locked: Record<string, Package>) =>
  Object.entries(locked).filter(
    ([path, { link }]) => path.includes('node_modules/') && link !== true,
  );

/** Without a source of its own a package comes from the registry that is configured. */
const REGISTRY = 'https://registry.npmjs.org/';

/** Says its licence where npm no longer looks: MIT. */
const oldFashioned = ['node_modules/limiter'];

/** Weak copyleft, used unchanged: MPL-2.0 asks for nothing of the code around it. */
const copyleftOfFiles = ['node_modules/@resvg/resvg-wasm MPL-2.0'];

/** What may be deployed with an app of any licence. */
const permissive =
  /^\(?(MIT|Apache-2\.0|ISC|0BSD|BSD(-[23]-Clause)?|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0)\b/;

test('every package is from the registry and held to its hash', () => {
  const loose = [...installedOf(packages), ...installedOf(lockedIn('functions'))].filter(
    ([, { resolved = REGISTRY, integrity = '' }]) =>
      !resolved.startsWith(REGISTRY) || !integrity.startsWith('sha512-'),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('what is deployed may be used by anyone', () => {
  const others = installedOf(lockedIn('functions')).filter(
    ([path, { license = '' }]) => !permissive.test(license) && !oldFashioned.includes(path),
  );
  expect(others.map(([path, { license }]) => `${path} ${license ?? ''}`)).toEqual(copyleftOfFiles);
});

const local = ['local/firestore/', 'local/pubsub/', 'local/host/'];

const dependenciesOf = (folder: string): [name: string, version: string][] => {
  const text = readFileSync(join(__dirname, '..', folder, 'package.json'), 'utf8');
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text) as Record<
    string,
    Record<string, string> | undefined
  >;
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
  return Object.entries(all).map(([name, version]) => [
    name,
    version.replace(/^npm:[\w-]+@/, ''), // of an alias
  ]);
};

/** An app may have them as well: npm installs one copy for both where the ranges meet. */
const sharedWithApps: Readonly<Record<string, readonly string[][]>> = {
  'functions/': [
    ['firebase-admin', '^13.10.0'],
    ['firebase-functions', '^7.4.0'],
  ],
  'web/src/elements/': [['lit', '^3.3.3']],
};

test.each(['', 'functions/', 'client/', 'web/src/elements/', 'test/deploy/nodes/', ...local])(
  'direct dependencies of %spackage.json have exact versions, but for what they share with apps',
  (folder) => {
    const loose = dependenciesOf(folder).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual(sharedWithApps[folder] ?? []);
  },
);

test.each(['functions/', 'client/', 'web/src/elements/'])(
  '%s asks for versions from those on that its tests run with',
  (folder) => {
    const others = dependenciesOf(folder).filter(
      ([name, version]) => packages[`node_modules/${name}`]?.version !== version.replace('^', ''),
    );
    expect(others).toEqual([]);
  },
);

test.each(local)('%s asks for the versions that its tests run with', (folder) => {
  const others = dependenciesOf(folder).filter(
    ([name, version]) => packages[`node_modules/${name}`]?.version !== version,
  );
  expect(others).toEqual([]);
});

test('npm runs no script of a package, and none of ours depends on what it then passes over', () => {
  expect(readFileSync(join(__dirname, '../.npmrc'), 'utf8')).toContain('ignore-scripts=true');
  const text = readFileSync(join(__dirname, '../package.json'), 'utf8');
  const { scripts } = JSON.parse(text) as { scripts: Record<string, string> };
  const names = Object.keys(scripts);
  const around = names.flatMap((name) => [`pre${name}`, `post${name}`]);
  expect(names.filter((name) => around.includes(name))).toEqual([]);
});

test('scripts run on the Node of this machine, not on those of the tests of what is deployed', () => {
  const advice = 'Run npm install --install-strategy=nested.'; // elsewhere npm run finds a package's node first
  const binaries = Object.entries(packages).filter(
    ([path, { bin = {} }]) => 'node' in bin && !path.startsWith('test/deploy/nodes/node_modules/'),
  );
  expect({ advice, binaries }).toEqual({ advice, binaries: [] });
});
