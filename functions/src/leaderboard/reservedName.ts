/** Reserved words this long are refused anywhere in a name: they do not occur in one by chance. */
const UNMISTAKABLE_LENGTH = 8;

/** What is read as a Latin letter though it is none, or as another one. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b' },
  ...{ '|': 'i', '!': 'i', $: 's', l: 'i', ı: 'i' },
  // Cyrillic
  ...{ а: 'a', в: 'b', е: 'e', і: 'i', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't' },
  ...{ у: 'y', х: 'x', ѕ: 's', ԁ: 'd', ո: 'n', п: 'n' },
  // Greek
  ...{ α: 'a', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x' },
};

/**
 * Whether a name could be taken for one of the service's own: a word of it, or all of it without its
 * gaps, is read as a reserved word. `Badminton` is not, `A d m i n`, `аdmin2` and `Admin_Ben` are.
 */
export function isReservedName(name: string, reserved: readonly string[]): boolean {
  const words = name
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .split(/[^\p{L}\p{M}\p{N}|!$]+/u)
    .flatMap(readings);
  const whole = readings(name);
  return reserved.flatMap(readings).some((word) => {
    if (words.includes(word) || whole.includes(word)) return true;
    return word.length >= UNMISTAKABLE_LENGTH && whole.some((reading) => reading.includes(word));
  });
}

/** What is read where a text stands, as Latin letters: with its last digits, and without. */
function readings(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [plain, plain.replace(/\d+$/, '')].map(lettersIn).filter((letters) => letters !== '');
}

function lettersIn(text: string): string {
  const letters = Array.from(text, (character) => lookAlikes[character] ?? character);
  return letters.join('').replace(/[^\p{L}\p{N}]/gu, '');
}
