import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Import boundaries. What a file may import follows from its role, and its role from its name:
 * pure files decide, `store.ts` reads and writes, a verb is one use case, `triggers.ts` wires.
 */
const not = {
  functionsSdk: {
    group: ['firebase-functions', 'firebase-functions/*'],
    message: 'Only triggers.ts, platform/ and config.ts know firebase-functions.',
  },
  cloudClients: {
    group: ['@google-cloud/*', '@grpc/*', '@sendgrid/*'],
    message: 'Each client has its adapter in platform/.',
  },
  adminSdk: {
    group: ['firebase-admin', 'firebase-admin/*'],
    allowTypeImports: true,
    message: 'Pure files do not know the database.',
  },
  adapters: {
    group: ['**/platform/*', '!**/platform/contract'],
    allowTypeImports: true,
    message: 'Pure files have no effects; take what you need as an argument.',
  },
  otherStores: {
    group: ['../*/store'],
    message: "Another feature's store is wired in triggers.ts.",
  },
  anyStore: { group: ['**/store'], message: 'Pure files do not read or write.' },
  triggers: { group: ['**/triggers'], message: 'Only index.ts imports triggers.' },
  features: {
    group: ['../activity/*', '../maintenance/*', '../streaks/*', '../program'],
    message: 'shared/ and platform/ know no feature.',
  },
  otherTrees: {
    group: ['**/local/**', '**/test/**', '**/tools/**'],
    message: 'Deployed code stands alone.',
  },
  firestreak: {
    group: ['**/functions/**', '**/tools/**', '**/suite/**'],
    message: 'The local servers know nothing of Firestreak.',
  },
  tests: { group: ['**/test/**'], message: 'Tests know the suite, not the other way round.' },
};

const boundary = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

const deployed = [not.otherTrees, not.triggers];
const pure = [
  ...deployed,
  not.functionsSdk,
  not.cloudClients,
  not.adminSdk,
  not.adapters,
  not.anyStore,
];
const acting = [...deployed, not.functionsSdk, not.cloudClients, not.otherStores];

/** Use cases: files named after what they do, which act through platform/ and their own store. */
const verbs = [
  'functions/src/activity/logActivity.ts',
  'functions/src/maintenance/{commitUsers,maintainShard,scheduleMaintenance}.ts',
  'functions/src/streaks/{explainStreak,getStreak,setTimeZone}.ts',
];

export default tseslint.config(
  { ignores: ['**/lib/**', '**/node_modules/**', 'coverage/**', '.cache/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
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
  { files: ['functions/src/**/*.ts'], rules: boundary(...pure) },
  { files: ['functions/src/shared/**/*.ts'], rules: boundary(...pure, not.features) },
  {
    files: ['functions/src/**/{documents,stored,store}.ts', ...verbs],
    rules: boundary(...acting),
  },
  { files: ['functions/src/platform/**/*.ts'], rules: boundary(...deployed, not.features) },
  { files: ['functions/src/**/triggers.ts'], rules: boundary(not.otherTrees, not.cloudClients) },
  { files: ['functions/src/config.ts'], rules: boundary(not.otherTrees, not.features) },
  { files: ['functions/src/index.ts'], rules: boundary(not.otherTrees) },
  {
    files: ['functions/src/**/*.ts'],
    ignores: ['functions/src/config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config.ts reads the environment.' },
      ],
    },
  },
  { files: ['local/**/*.ts'], ignores: ['local/suite/**'], rules: boundary(not.firestreak) },
  { files: ['local/suite/**/*.ts'], rules: boundary(not.tests) },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { module: 'writable', process: 'readonly', require: 'readonly' } },
  },
);
