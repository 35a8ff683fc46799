import type { ElementDeclaration, Manifest, Named } from './elementsManifest';

const HEAD = `# The elements

What each element of \`firestreak-elements\` takes and tells, written by \`npm run tool -- elements-manifest\` from the
doc comments in \`web/src/elements\`. How to use them is in the [README of the package](../web/src/elements/README.md).

An attribute that cannot be read (a date that is none, a zone that nobody knows, broken JSON) counts as left out.
Lists and objects are written as JSON in attributes; a script sets the property instead, which has the name in
parentheses where it is another.
`;

/** A page with all elements, each with its attributes, events, slots and parts. */
export function elementsPage({ modules }: Manifest): string {
  const elements = modules.flatMap(({ declarations }) => declarations);
  const [first] = elements;
  return [
    HEAD,
    '## What all have\n',
    list('Events', first?.events?.filter(isInherited)),
    list('Custom properties', first?.cssProperties),
    ...elements.map(section),
  ].join('\n');
}

function section(element: ElementDeclaration): string {
  const { tagName = '', description = '', attributes = [], members = [] } = element;
  const taken = attributes.map(({ name, fieldName }) => {
    const field = members.find((member) => member.name === fieldName);
    const note = fieldName === name ? '' : ` (\`${fieldName}\`)`;
    return { name, note, description: field?.description ?? '' };
  });
  const methods = members.filter(({ kind }) => kind === 'method');
  return [
    `## \`<${tagName}>\`\n`,
    `${onOneLine(description)}\n`,
    list('Attributes', taken),
    list(
      'Events',
      element.events?.filter(
        (event) => !isInherited(event) || event.name === 'streak-not-deployed',
      ),
    ),
    list('Slots', element.slots),
    list('Parts', element.cssParts),
    list('Methods', methods),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function list(title: string, things: readonly (Named & { note?: string })[] = []): string {
  if (things.length === 0) return '';
  const lines = things.map(({ name, description = '', note = '' }) => {
    const said = onOneLine(description);
    return `- \`${name}\`${note}${said === '' ? '' : `: ${said}`}\n`;
  });
  return `**${title}**\n\n${lines.join('')}`;
}

function isInherited(event: Named): boolean {
  return 'inheritedFrom' in event;
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
