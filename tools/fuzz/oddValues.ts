import fc from 'fast-check';
import { extremeNumbers, extremeTexts } from './extremes';
import { CANARY } from './canary';

/** Stands for lists within lists, deeper than `JSON.stringify` can go. */
export const ABYSS = 'zzabyss';

/** Lists within lists. */
function nested(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => [inner], CANARY);
}

/** Own fields of names that a careless merge would take for a prototype. */
const polluting: unknown[] = [
  JSON.parse(`{"__proto__":{"admin":true,"${CANARY}":1}}`),
  { constructor: { prototype: { admin: true, [CANARY]: 1 } } },
  { toString: CANARY, hasOwnProperty: CANARY },
];

const oddTexts = [
  '',
  ABYSS,
  ' ',
  CANARY,
  `${CANARY}/../users`,
  '.',
  '..',
  '__proto__',
  `__${CANARY}__`,
  `${CANARY}\u0000\n\r\t`,
  `${CANARY}\ud800`,
  `\udc00${CANARY}`,
  `\u202e${CANARY}\u200f\ufeff`,
  `${CANARY}${'e\u0301\u0323'.repeat(200)}`,
  '👩‍👩‍👧‍👦'.repeat(300),
  'é'.repeat(1_400),
  `${CANARY}${'x'.repeat(20_000)}`,
  `${CANARY}${'x'.repeat(300_000)}`,
  '${7*7}{{7*7}}<script>',
];

/** Values of wrong types, sizes, depths, scripts and intentions. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, ...extremeNumbers),
  fc.constantFrom(...oddTexts),
  fc.constantFrom(...extremeTexts),
  fc.constantFrom(...polluting),
  fc.constantFrom(1, 5, 9, 12, 100, 1_000).map(nested),
  fc.constantFrom<unknown>(
    { '@type': 'type.googleapis.com/google.protobuf.Int64Value', value: CANARY },
    { '@type': 'type.googleapis.com/google.protobuf.Int64Value', value: '12' },
    { '@type': CANARY },
    { '@type': { '@type': CANARY } },
    Array.from({ length: 3_000 }, () => CANARY),
    Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [`${CANARY}${index}`, index])),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `${CANARY}${text}`),
  fc.jsonValue({ maxDepth: 4 }).map((value) => ({ [CANARY]: value })),
);
