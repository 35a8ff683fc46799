const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that no XML document may hold, and those that turn the direction of text around them. */
const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Co}\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu;

/** Text for an element or a quoted attribute of HTML or SVG. */
export function escaped(text: string): string {
  return text.replace(UNSAFE, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
