import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { preProcessFile } from 'typescript';

const sources = join(__dirname, '../functions/src');

/** What each thing imports, types included. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Files of functions/src with the files of it that each imports. */
function filesOf(): Graph {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const known = new Set(files);
  const importsOf = (file: string) => {
    const { importedFiles } = preProcessFile(readFileSync(join(sources, file), 'utf8'));
    const paths = importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? `${normalize(join(dirname(file), fileName))}.ts` : '',
    );
    return new Set(paths.filter((path) => known.has(path)));
  };
  return new Map(files.map((file) => [file, importsOf(file)]));
}

/** The same by folders; a file at the root stands for itself. */
function foldersOf(files: Graph): Graph {
  const folderOf = (file: string) => (dirname(file) === '.' ? file : dirname(file));
  const folders = new Map<string, Set<string>>();
  for (const [file, imported] of files) {
    const from = folderOf(file);
    const all = folders.get(from) ?? new Set();
    folders.set(from, all);
    for (const to of imported) if (folderOf(to) !== from) all.add(folderOf(to));
  }
  return folders;
}

/** Some way through a graph that comes back to where it began; empty where there is none. */
function circleIn(graph: Graph): string[] {
  const done = new Set<string>();
  const walk = (node: string, path: string[]): string[] => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return [];
    for (const next of graph.get(node) ?? []) {
      const circle = walk(next, [...path, node]);
      if (circle.length > 0) return circle;
    }
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const circle = walk(node, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

const files = filesOf();

test('a circle is found', () => {
  const graph = (edges: Record<string, string[]>) =>
    new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)]));
  expect(circleIn(graph({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual(['b', 'c', 'b']);
  expect(circleIn(graph({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([]);
});

test('no files import each other in a circle', () => {
  expect(files.size).toBeGreaterThan(100);
  expect(circleIn(files)).toEqual([]);
});

test('no folders import each other in a circle', () => {
  expect(circleIn(foldersOf(files))).toEqual([]);
});

test('the drawing of the structure in docs/architecture.md is true', () => {
  const architecture = readFileSync(join(__dirname, '../docs/architecture.md'), 'utf8');
  expect(architecture).toContain(drawing(layersOf(files)));
});

/** The same by layers: `features` is one. */
function layersOf(all: Graph): Graph {
  const layerOf = (file: string) => file.split('/')[0] ?? file;
  const layers = new Map<string, Set<string>>();
  for (const [file, imported] of all) {
    const from = layerOf(file);
    const to = layers.get(from) ?? new Set();
    layers.set(from, to);
    for (const each of imported) if (layerOf(each) !== from) to.add(layerOf(each));
  }
  return layers;
}

/** A graph in Mermaid; what can be reached through another is not drawn twice. */
function drawing(graph: Graph): string {
  const reachable = (from: string): Set<string> => {
    const found = new Set<string>();
    for (const next of graph.get(from) ?? []) {
      found.add(next);
      for (const each of reachable(next)) found.add(each);
    }
    return found;
  };
  const lines = [...graph].sort().flatMap(([from, all]) => {
    const direct = [...all].filter(
      (to) => ![...all].some((other) => other !== to && reachable(other).has(to)),
    );
    return direct.sort().map((to) => `  ${from} --> ${to}`);
  });
  return ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n');
}
