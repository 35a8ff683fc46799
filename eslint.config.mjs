import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
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
    group: ['@google-cloud/*', '@grpc/*', '@redis/*', '@sendgrid/*'],
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
    allowTypeImports: true,
    message: "Another feature's store is wired in triggers.ts.",
  },
  anyStore: { group: ['**/store'], message: 'Pure files do not read or write.' },
  triggers: {
    group: ['**/triggers', '**/wiring'],
    message: 'Only index.ts imports triggers, and only triggers the wiring.',
  },
  features: {
    group: [
      '../account/*',
      '../activity/*',
      '../audit/*',
      '../challenges/*',
      '../calendar/*',
      '../deadLetters/*',
      '../insights/**',
      '../leaderboard/*',
      '../maintenance/*',
      '../notifications/**',
      '../outages/*',
      '../plans/*',
      '../recovery/*',
      '../retention/*',
      '../sharing/*',
      '../streaks/*',
      '../program',
    ],
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
  web: { group: ['**/web/**'], message: 'The client knows no page.' },
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
  'functions/src/account/{deleteMyData,eraseLetter,eraseStreak,eraseUser,exportMyData,finishErasure,refoldStreak,section}.ts',
  'functions/src/activity/logActivity.ts',
  'functions/src/audit/{adjustFreezes,auditStreaks,repairStreak}.ts',
  'functions/src/challenges/{closeChallenges,closeParts,createChallenge,followChallenge}.ts',
  'functions/src/challenges/{erasePart,joinChallenge,leaveChallenge,listChallenges}.ts',
  'functions/src/calendar/{firestoreCache,getCalendar,invalidateMonth,sealedMonths}.ts',
  'functions/src/deadLetters/{listDeadLetters,replayDeadLetters}.ts',
  'functions/src/insights/{buildShard,getInsights,scheduleInsights}.ts',
  'functions/src/maintenance/{commitUsers,dueUsers,giveUpUser,judgeOne,maintainShard,pagesOfDue,planDue,refusalOf,usersOfShards}.ts',
  'functions/src/leaderboard/{buildLeaderboards,correctBoard,getLeaderboard,hideMembers,onBoards,setLeaderboardProfile}.ts',
  'functions/src/maintenance/{replayWork,scheduleMaintenance}.ts',
  'functions/src/notifications/deliveries/{attempt,deliver,replayDelivery,rollUp,sweep,tellOf,trackOpen}.ts',
  'functions/src/notifications/devices/{registerDevice,unregisterDevice}.ts',
  'functions/src/notifications/mail/{takeReports,unsubscribe}.ts',
  'functions/src/notifications/preferences/{endMail,getPreferences,updatePreferences}.ts',
  'functions/src/notifications/push/pushSender.ts',
  'functions/src/notifications/reminders/{keepRemindHour,remindShard,scheduleReminders}.ts',
  'functions/src/outages/{announceSweeps,declareOutage,inForce,listOutages,revokeOutage,sweepShard}.ts',
  'functions/src/plans/changePlan.ts',
  'functions/src/recovery/startRecovery.ts',
  'functions/src/retention/{expireUsers,findSilent,markSeen,previewRetention,scheduleRetention}.ts',
  'functions/src/sharing/{createShare,listShares,revokeShare,revokeShares,showShare,trackShare}.ts',
  'functions/src/streaks/{explainStreak,getStreak,resettle,setTimeZone}.ts',
];

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
  { files: ['functions/src/**/*.ts'], rules: boundary(...pure) },
  { files: ['functions/src/shared/**/*.ts'], rules: boundary(...pure, not.features) },
  {
    files: ['functions/src/**/{documents,stored,store}.ts', ...verbs],
    rules: boundary(...acting),
  },
  { files: ['functions/src/platform/**/*.ts'], rules: boundary(...deployed, not.features) },
  {
    files: ['functions/src/**/{triggers,wiring}.ts'],
    rules: boundary(not.otherTrees, not.cloudClients),
  },
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
  { files: ['client/src/**/*.ts'], rules: boundary(not.server, not.web, not.tests) },
  { files: ['web/src/**/*.ts'], rules: boundary(not.server, not.firebase, not.tests) },
  { files: ['web/src/api/**/*.ts'], rules: boundary(not.server, not.tests) },
  // Lit calls the listeners of a template on its element.
  { files: ['web/src/**/*.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  // The demo is made of the program and the demo users; it is loaded where emulators are.
  { files: ['web/src/demo/**/*.ts'], rules: boundary(not.firebase, not.tests) },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { module: 'writable', process: 'readonly', require: 'readonly' } },
  },
);
