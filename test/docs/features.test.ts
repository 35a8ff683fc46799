import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FeatureName, features } from '../../functions/src/contracts/features';
import { functionsOf } from '../../functions/src/featureOf';

const page = readFileSync(join(__dirname, '../../docs/features.md'), 'utf8');

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

test('docs/features.md has every feature, with what it gives, needs and deploys, and no other', () => {
  const rows = [...page.matchAll(/^\| `.*$/gm)].map(([row]) =>
    row.split('|').map((cell) => cell.trim()),
  );
  expect(rows).toEqual(
    (Object.keys(features) as FeatureName[]).map((name) => [
      ...['', `\`${name}\``, features[name].gives],
      ...[code(features[name].needs), code(functionsOf[name]), ''],
    ]),
  );
});
