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
];

test('a cold start loads no library that only some calls need', () => {
  const index = join(__dirname, '../../functions/src/index.ts');
  const script = `require(${JSON.stringify(index)}); console.log(Object.keys(require.cache).join('\\n'))`;
  const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
    encoding: 'utf8',
  });
  const files = output
    .split('\n')
    .map((file) => file.slice(file.lastIndexOf('node_modules/') + 13));
  const loaded = (name: string) => files.some((file) => file.startsWith(`${name}/`));
  expect(['firebase-functions', 'firebase-admin', 'zod'].filter(loaded)).toHaveLength(3);
  expect(onFirstUse.filter(loaded)).toEqual([]);
});
