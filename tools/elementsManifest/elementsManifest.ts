import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { repository } from '../../local/suite/repository';
import { run } from '../packageCheck/run';

/** Something of an element that has a name and is explained. */
export interface Named {
  readonly name: string;
  readonly description?: string;
}

interface Member extends Named {
  readonly kind: string;
  readonly privacy?: string;
  readonly static?: boolean;
}

/** An element, as a custom-elements manifest has it: https://github.com/webcomponents/custom-elements-manifest */
export interface ElementDeclaration extends Named {
  readonly tagName?: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly (Named & { readonly fieldName: string })[];
  readonly events?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
}

export interface Manifest {
  readonly modules: readonly {
    readonly path: string;
    readonly declarations: readonly ElementDeclaration[];
    readonly exports: readonly { readonly kind: string }[];
  }[];
}

const SOURCES = 'web/src/elements';

/** What the analyzer is told; it would write into package.json otherwise. */
const CONFIG = 'analyzer.config.mjs';

/** What the doc comments of the elements say, for whoever uses their package: nothing that is private. */
export async function elementsManifest(): Promise<Manifest> {
  const folder = mkdtempSync(join(tmpdir(), 'firestreak-'));
  try {
    const outdir = relative(repository, folder);
    const options = { globs: [`${SOURCES}/*.ts`], outdir, litelement: true, packagejson: false };
    writeFileSync(join(folder, CONFIG), `export default ${JSON.stringify(options)};`);
    const analyzer = join(repository, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
    const args = [analyzer, 'analyze', '--quiet', '--config', join(outdir, CONFIG)];
    await run(process.execPath, args, repository);
    const text = readFileSync(join(folder, 'custom-elements.json'), 'utf8');
    return shortened(JSON.parse(packagePaths(text)) as Manifest);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Paths as the package has them. */
function packagePaths(text: string): string {
  return text.replaceAll(new RegExp(`"/?${SOURCES}/(\\w+)(?:\\.ts)?"`, 'g'), '"lib/$1.js"');
}

function shortened(manifest: Manifest): Manifest {
  const modules = manifest.modules
    .map((module) => ({
      ...module,
      declarations: module.declarations.filter(isElement).map(withoutPrivate),
      exports: module.exports.filter(({ kind }) => kind === 'js'),
    }))
    .filter(({ declarations }) => declarations.length > 0);
  return { ...manifest, modules };
}

function isElement({ tagName }: ElementDeclaration): boolean {
  return tagName !== undefined;
}

function withoutPrivate(element: ElementDeclaration): ElementDeclaration {
  const { members = [], attributes = [], events = [] } = element;
  const offered = members.filter(
    ({ privacy = 'public', static: isStatic = false }) => privacy === 'public' && !isStatic,
  );
  const names = new Set(offered.map(({ name }) => name));
  return {
    ...element,
    members: offered,
    attributes: attributes.filter(({ fieldName }) => names.has(fieldName)), // others are states
    // What an event is called may come as an argument, which the analyzer takes for its name.
    events: events.filter(({ name }) => name.startsWith('streak-')),
  };
}
