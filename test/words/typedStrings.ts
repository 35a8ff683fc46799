import ts from 'typescript';

/** Words that are the same in every language. */
const NAMES = ['Firestreak', 'X', 'LinkedIn', 'Facebook'];

/** Attributes that people read or hear. */
const TOLD = /\b(?:aria-label|alt|title|placeholder|abbr|label)=["']([^"']*)["']?/g;

/** What is told to people in a source file without coming from a catalogue. */
export function typedStrings(source: string): string[] {
  const found: string[] = [];
  const tell = (text: string) => {
    const words = text.replace(/&\w+;|\0/g, ' ').trim();
    if (/\p{L}/u.test(words) && !NAMES.includes(words)) found.push(words);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && /^(?:html|svg)/.test(node.tag.getText())) {
      inTemplate(markupOf(node.template)).forEach(tell);
      if (ts.isTemplateExpression(node.template)) {
        node.template.templateSpans.forEach(({ expression }) => {
          visit(expression);
        });
      }
      return;
    }
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (isSentence(node.text) && !isForDevelopers(node)) tell(node.text);
    } else if (ts.isTemplateExpression(node) && !isForDevelopers(node)) {
      const texts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      if (texts.some((text) => /\p{L}{2,} |\p{Lu}\p{Ll}/u.test(text))) tell(texts.join('…'));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

/** The markup of a template with nothing where it has values. */
function markupOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join(
    '\0',
  );
}

function inTemplate(markup: string): string[] {
  const told = [...markup.matchAll(TOLD)].map(([, value = '']) => value);
  const texts = markup
    .replace(/<!--.*?-->/gs, '')
    .split(/<[^>]*>/)
    .flatMap((text) => text.split('\0'));
  return [...told, ...texts];
}

/** Begins as a sentence does, or has several words. */
function isSentence(text: string): boolean {
  return /^\p{Lu}\p{Ll}+(?:[ .!?…]|$)/u.test(text) || /\p{L}+ \p{L}+ \p{L}/u.test(text);
}

/** Whether nobody reads it but who writes pages: an error that is thrown, a key, or what a browser knows by name. */
function isForDevelopers(node: ts.Node): boolean {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isThrowStatement(parent) || ts.isImportDeclaration(parent)) return true;
    if (ts.isTaggedTemplateExpression(parent)) return parent.tag.getText().startsWith('css');
    if (ts.isCallExpression(parent) && parent.arguments.some((each) => each === at)) {
      const called = parent.expression.getText();
      if (/\.(?:querySelector\w*|closest|error|matches|startsWith|endsWith)$/.test(called))
        return true;
    }
    if (ts.isCaseClause(parent) || ts.isLiteralTypeNode(parent)) return true;
    if (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText()))
      return true;
  }
  return false;
}
