import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Packages that are loaded by the first call that needs them, not by every cold start. */
const onFirstUse = [
  '@expo-google-fonts/inter',
  '@google-cloud/pubsub',
  '@grpc/grpc-js',
  '@redis/client',
  '@resvg/resvg-wasm',
  '@sendgrid/client',
  '@sendgrid/mail',
  'firebase-admin/lib/messaging',
  'google-gax',
  'handlebars',
  'tlds',
];

/** What of `node_modules` a file of the functions loads. */
function loadedBy(file: string): string[] {
  const path = join(__dirname, '../../functions/src', file);
  const script = `require(${JSON.stringify(path)}); console.log(Object.keys(require.cache).join('\\n'))`;
  const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
    encoding: 'utf8',
  });
  return output.split('\n').map((each) => each.slice(each.lastIndexOf('node_modules/') + 13));
}

test('a cold start loads no library that only some calls need', () => {
  const files = loadedBy('index.ts');
  const loaded = (name: string) => files.some((file) => file.startsWith(`${name}/`));
  expect(['firebase-functions', 'firebase-admin', 'zod'].filter(loaded)).toHaveLength(3);
  expect(onFirstUse.filter(loaded)).toEqual([]);
});

test('what administrators need is loaded when one calls', () => {
  const files = loadedBy('index.ts').filter((file) =>
    /platform\/(administration|callable)\./.test(file),
  );
  expect(files).toEqual([expect.stringMatching(/callable\.ts$/)]);
});

test('a callable that calls no service loads no breaker for one', () => {
  expect(loadedBy('streaks/triggers.ts').filter((file) => file.startsWith('cockatiel/'))).toEqual(
    [],
  );
  expect(loadedBy('platform/publish.ts').some((file) => file.startsWith('cockatiel/'))).toBe(true);
});
