/**
 * What `npm run tool` runs, with what each is for. A tool's folder has its name in camel case. Tools that many
 * need are scripts of package.json instead.
 */
export const tools = {
  'add-to-app': 'adds Firestreak to examples/existing-app by the steps of docs/deploy.md, from npm',
  'api-docs': 'writes docs/api.md, and tables in docs/notifications.md and functions/README.md',
  'board-bench': 'compares leaderboards with a plain sort and counts what they cost',
  'card-fonts': 'packs the fonts that share cards are written in',
  'challenge-bench': 'lets thousands join one challenge at once',
  'check-replay': 'compares replays of people with several zones with a naive implementation',
  conformance: 'runs public test suites on the embedded Firestore',
  convert: 'turns the collections of the replaced service into an activity log',
  'delivery-faults': 'sends notifications while providers fail and processes end',
  'elements-manifest':
    'writes docs/elements.md and custom-elements.json from the doc comments of the elements',
  'emulator-bench': 'measures the embedded Firestore beside the official emulator',
  'erasure-bench': 'times the erasure of a user with ten years of activities',
  'evaluate-prediction': 'scores how likely users are to keep their streaks, on a log',
  'evaluate-reminders': 'says who would have been reminded for nothing, on a log',
  'event-faults': 'tells an app thousands of events while everything fails',
  'functions-lock': 'writes functions/package-lock.json, which is deployed',
  fuzz: 'sends thousands of generated requests to every function',
  'log-volume': 'counts what a day of users comes to in the logs',
  'look-alikes': 'writes the table that display names are compared by, from Unicode',
  messages: 'prints every message in every language, to be read aloud',
  memory: 'measures what instances of functions have in memory at their heaviest',
  monitoring: 'writes monitoring/ from the tables of metrics, charts and alerts',
  openapi: 'writes docs/openapi.json, and types in Swift, Kotlin and Dart',
  'package-check': 'installs each package as an app does, the functions by the Firebase CLI',
  'preview-templates': 'writes every message as HTML and PNG',
  'replay-reads': 'measures the calendar cache on a log',
  sbom: 'prints the packages that are deployed, as CycloneDX',
  screenshots: 'takes the pictures of docs/images in Chromium',
  'share-bench': 'times the drawing of share cards',
  simulate: 'lets nights with many users go by, against limits of workers and Firestore',
  sizes: 'prints how many bytes are sent to browsers, and fails beyond a budget',
  'webhook-receiver': 'receives webhooks on this machine, and says whether they are signed',
} as const satisfies Readonly<Record<string, string>>;

/** The folder of a tool, below `tools/`. */
export function folderOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
