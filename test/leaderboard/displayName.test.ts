import fc from 'fast-check';
import tlds from 'tlds';
import { isAddress } from '../../functions/src/features/leaderboards/address';
import { checkDisplayName } from '../../functions/src/features/leaderboards/displayName';
import lookAlikes from '../../functions/src/features/leaderboards/lookAlikes.json';
import { isReservedName } from '../../functions/src/features/leaderboards/reservedName';
import { program } from '../../functions/src/program';
import { FirestreakError } from '../../functions/src/contracts/errors';
import { addresses, disguised, people } from './names';

const check = (name: string) => checkDisplayName(name, program.reservedNames);

test.each([
  ['Ada', 'Ada'],
  ['  Ada \t Lovelace\n', 'Ada Lovelace'],
  ['Ada\u00a0\u3000L.', 'Ada L.'],
  ['Jose\u0301', 'José'],
  ['李明', '李明'],
  ['Nguyễn Văn A', 'Nguyễn Văn A'],
  ['می‌خواهم', 'می‌خواهم'],
  ['क्‍ष राम', 'क्‍ष राम'],
  ['Ben 👩‍👩‍👧‍👦❤️', 'Ben 👩‍👩‍👧‍👦❤️'],
  ['Ada 👩🏽‍🔬', 'Ada 👩🏽‍🔬'],
  ['👩‍👩‍👧‍👦'.repeat(20) + ' Al', '👩‍👩‍👧‍👦'.repeat(20) + ' Al'],
  ['O’Brien-Smith', 'O’Brien-Smith'],
  ['x'.repeat(30), 'x'.repeat(30)],
  ['Badminton', 'Badminton'],
  ['Modesty', 'Modesty'],
  ['Rooted', 'Rooted'],
  ['Владимир', 'Владимир'],
  ['Agent 007', 'Agent 007'],
])('%j is shown as %j', (given, shown) => {
  expect(check(given)).toBe(shown);
});

test.each([
  ['nothing', '', 'letter or digit'],
  ['spaces', '   ', 'letter or digit'],
  ['an accent that composes to one letter', 'e\u0301', 'at least 2'],
  ['31 letters', 'x'.repeat(31), 'at most 30 characters; these are 31'],
  ['a grapheme without end', 'ab👩' + '\u200d👩'.repeat(100), 'at most 30'],
  ['only emoji', '🔥🔥🔥', 'letter or digit'],
  ['a control character', 'Ada\u0007', 'cannot be seen'],
  ['a null', 'A\u0000da', 'cannot be seen'],
  ['a bidi override', 'Ada\u202egnp.exe', 'direction'],
  ['a bidi isolate', '\u2066Ada\u2069', 'direction'],
  ['a right-to-left mark', 'Ada\u200f', 'direction'],
  ['a zero-width space', 'A\u200bda', 'cannot be seen'],
  ['a zero-width joiner between Latin letters', 'A\u200dda', 'cannot be seen'],
  ['a joiner at the end', 'Ada 👩\u200d', 'cannot be seen'],
  ['a byte order mark', '\ufeffAda', 'cannot be seen'],
  ['a soft hyphen', 'A\u00adda', 'cannot be seen'],
  ['a Hangul filler', 'Ada\u3164', 'cannot be seen'],
  ['a Braille blank', 'Ada\u2800', 'cannot be seen'],
  ['hidden tag characters', 'Ada\u{e0041}', 'cannot be seen'],
  ['a private character', 'Ada\ue000', 'cannot be seen'],
  ['half a surrogate pair', 'Ada\ud83d', 'cannot be seen'],
  ['marks piled up', 'Z\u0300\u0301\u0302\u0303\u0304algo', 'at most 4'],
  ['an address', 'ada@example.com', 'put a space after the dot'],
])('%s is refused, with what to do', (_, name, advice) => {
  expect(() => check(name)).toThrow(new RegExp(advice, 's'));
  expect(() => check(name)).toThrow(FirestreakError);
});

describe.each(disguised)('a reserved word %s', (_, names) => {
  test.each(names)('%j could be taken for one of the service’s own', (name) => {
    expect(isReservedName(name, program.reservedNames)).toBe(true);
    expect(() => check(name)).toThrow(FirestreakError);
  });
});

describe.each(addresses)('addresses: %s', (_, names) => {
  test.each(names)('%j is refused, with what to do', (name) => {
    expect(() => check(name)).toThrow('Leave out addresses');
  });
});

describe.each(people)('people: %s', (_, names) => {
  test.each(names)('%j may be shown', (name) => {
    expect(check(name)).toBe(name.normalize('NFC'));
  });
});

test.each(['A', 'Ä', 'ö', 'я', 'Ω', 'Ա', 'ა', 'ב', 'م', 'Ꭰ', '7', 'ㄱ', 'ー'])(
  '%j alone is too short: a letter of an alphabet is not a name',
  (name) => {
    expect(() => check(name)).toThrow(/at least (2|one)/);
  },
);

describe('letters that look alike', () => {
  const classes = lookAlikes.prototypes as Readonly<Record<string, string>>;
  const named = lookAlikes.named as Readonly<Record<string, string>>;
  const prototypes = new Map(
    Object.entries(classes).flatMap(([target, all]) =>
      Array.from(all, (each): [string, string] => [each, target]),
    ),
  );

  /** What has the same skeleton as a letter, small or capital, and what is named after it. */
  const likeLetter = (letter: string): string[] => [
    ...[letter, letter.toUpperCase()].flatMap((each) => {
      const skeleton = prototypes.get(each) ?? each;
      return [each, skeleton, ...Array.from(classes[skeleton] ?? '')];
    }),
    ...Array.from(named[letter] ?? ''),
  ];

  test.each(program.reservedNames)('%s is refused with any of them in any place', (word) => {
    const passed = Array.from(word).flatMap((letter, index) =>
      likeLetter(letter)
        .map((each) => `${word.slice(0, index)}${each}${word.slice(index + 1)}`)
        .filter((name) => shown(name) !== undefined),
    );
    expect(passed).toEqual([]);
  });

  test('a reserved word is refused with any of them in all places', () => {
    const oneOf = (letter: string) => fc.constantFrom(...likeLetter(letter));
    const disguise = fc
      .constantFrom(...program.reservedNames)
      .chain((word) => fc.tuple(...Array.from(word, oneOf)));
    fc.assert(
      fc.property(disguise, (letters) => {
        expect(shown(letters.join(''))).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  test('are those of Unicode 17, whose tables are whole', () => {
    expect(lookAlikes.version).toBe('17.0.0');
    expect(prototypes.size).toBe(6565);
    expect(Object.keys(named).filter((each) => each.length === 1)).toHaveLength(26);
  });

  test('are compared in reserved words of any script', () => {
    const reserved = ['модератор', '管理员', 'सहायता', 'Θεός'];
    for (const name of ['Модератор', 'мoдepaтop', '管理员', 'सहायता', 'Θεός', 'θεός']) {
      expect(() => checkDisplayName(name, reserved)).toThrow('one of the service’s own');
    }
    for (const name of ['Модест', '管理', 'सहयत', 'Θεοδώρα']) {
      expect(checkDisplayName(name, reserved)).toBe(name);
    }
  });
});

test('a domain is one under any top-level domain', () => {
  const passed = tlds.filter((each) => shown(`evil.${each}`.slice(0, 30)) !== undefined);
  expect(passed.filter((each) => each.length <= 25)).toEqual([]);
});

test.each([
  'ﷺ',
  '.',
  'm',
  'rn',
  '1.',
  '(dot)',
  'a.',
  'admin',
  'support',
  'm o ',
  '0',
  'ss',
  'dot com ',
])('a name made of %j without end is judged at once', (part) => {
  const name = part.repeat(Math.ceil(500 / part.length)).slice(0, 240);
  shown(name);
  const before = process.cpuUsage(); // not the time of a machine that is busy with something else
  isReservedName(name, program.reservedNames);
  isAddress(name);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(250);
});

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'Z',
      '9',
      ' ',
      '.',
      'é',
      'e\u0301',
      '\u200d',
      '👩',
      '\u202e',
      '\t',
      '漢',
      '\ufe0f',
    ),
  }),
);

function shown(text: string): string | undefined {
  try {
    return check(text);
  } catch (error) {
    if (error instanceof FirestreakError && error.reason === 'unsuitable-name') return undefined;
    throw error;
  }
}

describe('whatever is sent', () => {
  test('is shown tidily or refused with advice, and what is shown is shown again as it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const name = shown(text);
        if (name === undefined) return;
        expect(check(name)).toBe(name);
        expect(name).toBe(name.normalize('NFC').trim());
        expect(name).not.toMatch(/[\p{Cc}\p{Bidi_Control}]|\p{White_Space}{2}/u);
        expect(name.length).toBeLessThanOrEqual(240);
      }),
      { numRuns: 2000 },
    );
  });

  test('is judged the same in every normal form', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(shown(text.normalize('NFD'))).toBe(shown(text.normalize('NFC')));
      }),
    );
  });

  test('a reserved word with gaps, accents or capitals stays one', () => {
    const disguise = fc.constantFrom('', ' ', '.', '_', '-');
    const words = fc.constantFrom(...program.reservedNames);
    fc.assert(
      fc.property(words, disguise, fc.boolean(), (word, gap, capitals) => {
        const name = Array.from(capitals ? word.toUpperCase() : word, (c) => `${c}\u0301`).join(
          gap,
        );
        expect(shown(name)).toBeUndefined();
      }),
    );
  });
});
