/**
 * What the bundled font (Inter) has glyphs for: Latin, Greek and Cyrillic with their marks, digits and
 * common punctuation.
 */
const HAS_GLYPHS =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\u0300-\u036F\u0020-\u007E\u00A0-\u00FF\u2010-\u2015\u2018-\u201E\u2026]*$/u;

/**
 * Whether the image can show a text. Another one (Arabic, Hebrew, Chinese, Japanese, Korean, emoji) is left
 * out of the image, where it would be empty boxes, and stands on the page and in its title, where the
 * reader's own fonts draw it.
 */
export function isDrawable(text: string): boolean {
  return HAS_GLYPHS.test(text.normalize('NFC'));
}

/** Rough width of a text in Inter, in ems: on the wide side. */
export function widthInEms(text: string): number {
  return [...new Intl.Segmenter('en').segment(text)].reduce((sum, { segment }) => {
    if (/[MWmw@ЖШЩЮФжшщюф]/u.test(segment)) return sum + 1.15;
    return sum + (/\p{Lu}/u.test(segment) ? 0.78 : 0.64);
  }, 0);
}
