import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { discover, type Param } from '../deploy/discovery';

const { params = [], requiredAPIs = [] } = discover().stack;
const secrets = params.filter(({ type }) => type === 'secret');
const asked = params.filter(({ type }) => type !== 'secret');

const configuration = readFileSync(join(repository, 'docs/deploy.md'), 'utf8').split(
  '\n## Configuration\n',
)[1];

/** Rows of the tables of the configuration in docs/deploy.md, by their first cell. */
const rows = new Map(
  (configuration ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [name = '', ...cells] = line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim());
      return [name.replaceAll('`', ''), cells.map((cell) => cell.replaceAll('\\|', '|'))];
    }),
);

/** How docs show a default; one that follows from another parameter is told in words. */
function shownDefault({ default: value }: Param): string | undefined {
  const text = String(value ?? '');
  if (text.includes('{{')) return undefined;
  return text === '' ? '' : `\`${text}\``;
}

test.each(asked)('docs/deploy.md has $name, with its default and meaning', (param) => {
  const [value, meaning] = rows.get(param.name) ?? [];
  expect(value).toBe(shownDefault(param) ?? value);
  expect(meaning).toBe(param.description);
});

test.each(secrets)('docs/deploy.md has the secret $name', ({ name, description }) => {
  expect(rows.get(name)).toEqual([description]);
});

test.each(requiredAPIs)('docs/deploy.md says why $api is needed', ({ api, reason }) => {
  const [why = ''] = rows.get(api) ?? [];
  expect(why).not.toBe('');
  expect(reason).toContain(why);
});

test('it has no parameter, secret or API that is there no longer', () => {
  const known = [...params.map(({ name }) => name), ...requiredAPIs.map(({ api }) => api)];
  expect([...rows.keys()].sort()).toEqual(known.sort());
});

test.each(params)('$name has a label and says what it is', ({ label = '', description = '' }) => {
  expect(label).not.toBe('');
  expect(description).toMatch(/\.$/);
});

test.each(asked)(
  'the value of $name is checked, and its default is one that may be given',
  (param) => {
    const { input, default: value = '' } = param;
    if (String(value).includes('{{')) return;
    if (input?.select) {
      expect(input.select.options.map((option) => option.value)).toContain(value);
      return;
    }
    const { validationRegex = '', validationErrorMessage } = input?.text ?? {};
    expect(validationRegex).not.toBe('');
    expect(String(value)).toMatch(new RegExp(validationRegex));
    expect(validationErrorMessage).toMatch(/^It needs .*\.$/);
  },
);

test.each([
  [
    'ALLOWED_ORIGINS',
    ['*', 'https://a.example, https://b.example', ''],
    ['a.example', 'https://a.example/x', ','],
  ],
  ['APP_URL', ['https://a.example/x'], ['', 'a.example', 'myapp://x']],
  [
    'DATABASE_LOCATION',
    ['nam5', 'eur3', 'europe-west1', 'northamerica-northeast2'],
    ['', 'EU', 'europe'],
  ],
  ['LOCATION', ['us-central1', 'northamerica-northeast1'], ['', 'eur3', 'nam5', 'Europe-West1']],
  ['MAIL_FROM', ['a@b.example', 'A B <a@b.example>'], ['', 'a', 'A <a>']],
  ['MAIL_POSTAL_ADDRESS', ['', 'Streaks Ltd, 1 Long Road, Leeds'], ['x'.repeat(201)]],
  ['REDIS_URL', ['redis://10.0.0.3:6379', 'rediss://h'], ['', '10.0.0.3']],
  ['RETENTION_DAYS', ['0', '30', '99', '100', '3650'], ['', '7', '29', '-1', '030', '30 days']],
  [
    'SHARE_URL',
    ['', 'https://a.example'],
    ['a.example', 'https://a.example/', 'https://a.example/s'],
  ],
  ['UNSUBSCRIBE_URL', ['', 'https://a.example/u'], ['http://a.example', 'u']],
  ['VPC_CONNECTOR', ['', 'redis', 'projects/p/locations/l/connectors/c'], ['A', 'a b']],
])('%s may be %j, and not %j', (name, good, bad) => {
  const { text } = asked.find((param) => param.name === name)?.input ?? {};
  const regex = new RegExp(text?.validationRegex ?? '$never');
  expect(good.filter((value) => !regex.test(value))).toEqual([]);
  expect(bad.filter((value) => regex.test(value))).toEqual([]);
});
