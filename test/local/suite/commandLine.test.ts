import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  onlyDirectory,
  parseCommandLine,
  runCommand,
  wholeNumber,
} from '../../../local/suite/commandLine';
import { repository } from '../../../local/suite/repository';
import { UsageError } from '../../../local/suite/usageError';

const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const commands = Object.entries(scripts).flatMap(([name, script]) => {
  const [file] = /(tools|local)\/\S+\.ts/.exec(script) ?? [];
  return file === undefined ? [] : [[name, join(repository, file)] as const];
});

test.each(commands)('npm run %s shows its usage for --help', (name, file) => {
  expect(readFileSync(file, 'utf8')).toContain('runCommand(usage,');
  const texts = ['main.ts', 'options.ts', 'tickOptions.ts']
    .map((other) => join(dirname(file), other))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'));
  const command = name === 'start' ? 'npm start' : `npm run ${name}`;
  expect(texts.join('\n')).toContain(`const usage = \`Usage: ${command}`);
});

test.each([
  ['0', 0],
  ['25', 25],
])('%s is a whole number', (text, number) => {
  expect(wholeNumber('--runs', text, 0)).toBe(number);
});

test.each(['', ' ', 'x', '1.5', '-1', '1e3', 'NaN', '0x10', '0', '9007199254740992'])(
  '%j is refused',
  (text) => {
    expect(() => wholeNumber('--runs', text)).toThrow(
      new UsageError('--runs needs a whole number, 1 or more.'),
    );
  },
);

test('one directory may be named, and nothing else', () => {
  expect(onlyDirectory([])).toBeUndefined();
  expect(onlyDirectory(['here'])).toBe('here');
  expect(() => onlyDirectory(['here', 'there'])).toThrow('Name one directory.');
  expect(() => onlyDirectory(['--here'])).toThrow("Unknown option '--here'");
});

describe('a command', () => {
  const { argv } = process;
  const main = jest.fn<Promise<void>, [readonly string[]]>(() => Promise.resolve());
  let out = '';
  let codes: unknown[] = [];

  beforeEach(() => {
    out = '';
    codes = [];
    main.mockClear();
    const write = (text: unknown) => {
      out += String(text);
      return true;
    };
    jest.spyOn(process.stdout, 'write').mockImplementation(write);
    jest.spyOn(process.stderr, 'write').mockImplementation(write);
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      codes.push(code);
      return undefined as never;
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
    process.argv = argv;
  });

  async function run(args: string[], command: () => void): Promise<void> {
    process.argv = ['node', 'main.ts', ...args];
    command();
    await new Promise(setImmediate);
  }

  test('shows its usage and does nothing', async () => {
    await run(['--help'], () => {
      runCommand('Usage: npm run it', main);
    });
    expect([out, codes, main.mock.calls]).toEqual(['Usage: npm run it\n', [], []]);
  });

  test('gets its arguments', async () => {
    await run(['a', '--b'], () => {
      runCommand('', (args) => main(args));
    });
    expect([out, codes, main.mock.calls]).toEqual(['', [], [[['a', '--b']]]]);
  });

  test('refuses arguments that it does not take', async () => {
    await run(['a'], () => {
      runCommand('', () => main([]));
    });
    expect([out, codes, main.mock.calls]).toEqual([
      'It takes no arguments.\n\n--help says how it is used.\n',
      [2],
      [],
    ]);
  });

  test('says which option it does not know', async () => {
    await run(['--loud'], () => {
      runCommand('', (args) => {
        parseCommandLine({ args: [...args], options: {} });
      });
    });
    expect(out).toMatch(/'--loud'.*--help says/s);
    expect(codes).toEqual([2]);
  });

  const noFile = Object.assign(new Error('no such file a.tsv'), {
    code: 'ENOENT',
    syscall: 'open',
  });
  const noServer = Object.assign(new Error('no host a'), { code: 'ENOTFOUND', syscall: 'connect' });

  test.each<[string, Error, string, number]>([
    ['a usage error', new UsageError('Say when.'), 'Say when.\n\n--help says how it is used.\n', 2],
    ['a file that is not there', noFile, 'no such file a.tsv\n\n--help says how it is used.\n', 2],
    ['a failure', new Error('out of order'), 'out of order\n', 1],
    [
      'a failure with its cause',
      new Error('not sent', { cause: noServer }),
      'not sent\nno host a\n',
      1,
    ],
    [
      'several failures',
      new AggregateError([noServer, noServer, new Error('late')], 'Some stay.'),
      'Some stay.\nno host a\nlate\n',
      1,
    ],
  ])('that ends with %s says so in words', async (_, error, text, code) => {
    main.mockRejectedValueOnce(error);
    await run([], () => {
      runCommand('', (args) => main(args));
    });
    expect([out, codes]).toEqual([text, [code]]);
  });

  test('shows where it failed to whoever asks', async () => {
    process.env['FIRESTREAK_STACKS'] = '1';
    main.mockRejectedValueOnce(new Error('out of order'));
    await run([], () => {
      runCommand('', (args) => main(args));
    });
    delete process.env['FIRESTREAK_STACKS'];
    expect(out).toMatch(/^out of order\nError: out of order\n +at/);
  });
});
