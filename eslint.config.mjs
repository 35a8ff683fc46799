import js from '@eslint/js';
import * as importX from 'eslint-plugin-import-x';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/**
 * Layers of functions/src are folders: what a file may import follows from the folder that it is in, at any
 * depth. Only what stands at the root joins them (`app.ts` wires, `deploy.ts` puts behind triggers).
 */
const layers = {
  engine: { may: [], packages: ['node:util$'] },
  presets: { may: ['engine'], packages: [] },
  languages: { may: ['engine', 'events.ts'], packages: [] },
  contracts: { may: ['engine', 'events.ts', 'languages'], packages: ['node:crypto$', 'zod'] },
  config: { may: ['contracts', 'installation.ts'], packages: ['firebase-functions'] },
  platform: { may: ['engine', 'contracts', 'config', 'installation.ts'], packages: ['.*'] },
  documents: {
    may: ['engine', 'contracts', 'events.ts', 'platform'],
    packages: ['node:', 'firebase-admin', 'zod'],
  },
  features: {
    may: ['engine', 'contracts', 'events.ts', 'languages', 'platform', 'documents'],
    packages: ['node:', 'firebase-admin', 'zod'],
  },
  edge: {
    may: ['engine', 'contracts', 'platform', 'config', 'installation.ts', 'ports.ts'],
    packages: ['node:', 'firebase-admin', 'firebase-functions', 'zod'],
  },
};

const SOURCES = './functions/src';

/** Those that know nothing outside their folder. `local/suite` is no package: it joins them for this repository. */
const localPackages = ['firestore', 'host', 'messages', 'pubsub'];

/** What a folder may import of the folders around it. */
const zone = (target, from, except, message) => ({ target, from, except, message });

const zones = [
  ...Object.entries(layers).map(([layer, { may }]) =>
    zone(
      `${SOURCES}/${layer}`,
      SOURCES,
      [layer, ...may].map((each) => `./${each}`),
      `functions/src/${layer} may import ${may.join(', ') || 'nothing outside itself'}.`,
    ),
  ),
  ...['test', 'tools', 'local', 'client', 'web'].map((tree) =>
    zone('./functions', `./${tree}`, [], 'Deployed code stands alone.'),
  ),
  ...['client', 'web', ...localPackages.map((name) => `local/${name}`)].map((product) =>
    zone(`./${product}`, './tools', [], 'Tools know what is shipped, not the other way round.'),
  ),
];

/** Keeps a layer to some packages; `regex` of what they begin with. */
const onlyPackages = (layer, packages) => ({
  files: [`functions/src/${layer}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(?!\\.|${packages.join('|') || '\\.'})`,
            message: `functions/src/${layer} may use ${packages.join(', ') || 'no package'}.`,
          },
        ],
      },
    ],
  },
});

const not = {
  outsidePackage: (depth) => ({
    group: [`${'../'.repeat(depth)}**`],
    message: 'A package in local/ knows nothing outside its folder but its dependencies.',
  }),
  insidePackage: {
    regex: '(^|/)(local/|\\.\\./)(firestore|host|pubsub)/(?!index$)|(^|/)local/messages/(?!index$)',
    message: 'What a package in local/ offers is in its index.ts.',
  },
  server: {
    group: ['**/functions/**', '**/tools/**', '**/local/**', 'zod'],
    allowTypeImports: true,
    message: 'What is sent to a browser knows only types of the server.',
  },
  firebase: {
    group: ['firebase', 'firebase/*', '**/client/**', 'firestreak-client'],
    allowTypeImports: true,
    message: 'Only web/src/api/ talks to the backend.',
  },
  insideElements: {
    regex: '(^|/)elements/(?!index$)',
    message: 'What the package of the elements offers is in its index.ts.',
  },
  web: { group: ['**/web/**'], message: 'The client knows no page.' },
  tests: { group: ['**/test/**'], message: 'Tests know the suite, not the other way round.' },
};

const boundary = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

export default tseslint.config(
  { ignores: ['**/{lib,dist}/**', '**/node_modules/**', 'coverage/**', '.cache/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,mts}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // A text that somebody sends must not keep a regular expression busy, nor be run as code.
    files: ['**/*.{ts,mts,js,mjs}'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
    },
  },
  {
    files: ['{functions/src,client,web,local}/**/*.{ts,mts}'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts'] })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
    },
  },
  ...Object.entries(layers).map(([layer, { packages }]) => onlyPackages(layer, packages)),
  {
    files: ['functions/src/**/*.ts'],
    ignores: ['functions/src/{config/environment,installation}.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only config/environment.ts and installation.ts read the environment.',
        },
      ],
    },
  },
  {
    files: [`local/{${localPackages.join()}}/*.ts`],
    rules: boundary(not.outsidePackage(1)),
  },
  {
    files: [`local/{${localPackages.join()}}/*/*.ts`],
    rules: boundary(not.outsidePackage(2)),
  },
  { files: ['local/suite/**/*.ts'], rules: boundary(not.tests, not.insidePackage) },
  {
    files: ['{test,tools}/**/*.ts'],
    ignores: ['test/local/**'],
    rules: boundary(not.insidePackage),
  },
  { files: ['client/src/**/*.ts'], rules: boundary(not.server, not.web, not.tests) },
  {
    files: ['web/src/**/*.ts'],
    rules: boundary(not.server, not.firebase, not.insideElements, not.tests),
  },
  { files: ['web/src/api/**/*.ts'], rules: boundary(not.server, not.insideElements, not.tests) },
  // Lit calls the listeners of a template on its element.
  { files: ['web/src/**/*.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  // The demo accounts are those of the local suite; they are loaded where emulators are.
  {
    files: ['web/src/demo/**/*.ts'],
    rules: boundary(not.firebase, not.insideElements, not.tests),
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { module: 'writable', process: 'readonly', require: 'readonly' } },
  },
  {
    files: ['examples/*/test/*.mjs'],
    languageOptions: { globals: { fetch: 'readonly', setTimeout: 'readonly' } },
  },
);
