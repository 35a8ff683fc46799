import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Package {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
}

const file = readFileSync(join(__dirname, '../package-lock.json'), 'utf8');
const { packages } = JSON.parse(file) as { packages: Record<string, Package> };
const installed = Object.entries(packages).filter(
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
  /^\(?(MIT|Apache-2\.0|ISC|0BSD|BSD(-[23]-Clause)?|BlueOak-1\.0\.0|CC0-1\.0|Python-2\.0)\b/;

test('every package is from the registry and held to its hash', () => {
  const loose = installed.filter(
    ([, { resolved = REGISTRY, integrity = '' }]) =>
      !resolved.startsWith(REGISTRY) || !integrity.startsWith('sha512-'),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('what is deployed may be used by anyone', () => {
  const deployed = installed.filter(([, { dev, devOptional }]) => !dev && !devOptional);
  const others = deployed.filter(
    ([path, { license = '' }]) => !permissive.test(license) && !oldFashioned.includes(path),
  );
  expect(others.map(([path, { license }]) => `${path} ${license ?? ''}`)).toEqual(copyleftOfFiles);
});

test('direct dependencies have exact versions', () => {
  for (const workspace of ['', 'functions/', 'client/']) {
    const text = readFileSync(join(__dirname, '..', workspace, 'package.json'), 'utf8');
    const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Record<
      string,
      Record<string, string>
    >;
    const versions = Object.values({ ...dependencies, ...devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  }
});

test('npm runs no script of a package, and none of ours depends on what it then passes over', () => {
  expect(readFileSync(join(__dirname, '../.npmrc'), 'utf8')).toContain('ignore-scripts=true');
  const text = readFileSync(join(__dirname, '../package.json'), 'utf8');
  const { scripts } = JSON.parse(text) as { scripts: Record<string, string> };
  const names = Object.keys(scripts);
  const around = names.flatMap((name) => [`pre${name}`, `post${name}`]);
  expect(names.filter((name) => around.includes(name))).toEqual([]);
});
