import { join, relative } from 'node:path';
import ts from 'typescript';
import type * as choices from '../../functions/src/choices';
import { repository } from '../../local/suite/repository';
import { type Block, blocksIn } from './pages';
import { runBlock } from './runBlock';

/** Pages for apps; what others show is run where it is tested. */
const blocks = blocksIn('ts', 'js').filter(
  ({ page }) => !page.startsWith('local/') && page !== 'CONTRIBUTING.md',
);

const named = ({ page, line }: Block) => `${page}:${line}`;

/** What apps have around what pages show. */
const around = `
import type { FirebaseApp } from 'firebase/app';
import type { Firestreak } from 'firestreak-client';

declare global {
  const app: FirebaseApp;
  const uid: string;
  const order: { readonly id: string };
  const call: Firestreak['call'];
  const queue: Firestreak['queue'];
  const followChallenge: Firestreak['followChallenge'];
  function show(...what: readonly unknown[]): void;
}`;

const sourceOf = (path: string) => [join(repository, path)];

const options: ts.CompilerOptions = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, exactOptionalPropertyTypes: true },
  ...{ esModuleInterop: true, resolveJsonModule: true, types: ['node'] },
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  paths: {
    firestreak: sourceOf('functions/src/index.ts'),
    'firestreak/events': sourceOf('functions/src/appEvents.ts'),
    'firestreak/program': sourceOf('functions/src/program.ts'),
    'firestreak/server': sourceOf('functions/src/server.ts'),
    'firestreak-client': sourceOf('client/src/index.ts'),
    'firestreak-elements': sourceOf('web/src/elements/index.ts'),
  },
};

/** What the compiler says of each block, as a file of an app that has installed the packages. */
function faults(): string[] {
  const folder = join(repository, 'test/docs');
  const files = new Map(
    blocks.map((block) => [
      join(folder, `${block.page.replaceAll('/', '-')}-${block.line}.ts`),
      block,
    ]),
  );
  const texts = new Map([...files].map(([file, { text }]) => [file, text]));
  texts.set(join(folder, 'around.ts'), around);
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => texts.has(name) || disk.fileExists(name),
    getSourceFile: (name, version, ...how) => {
      const text = texts.get(name);
      return text === undefined
        ? disk.getSourceFile(name, version, ...how)
        : ts.createSourceFile(name, text, version);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    const said = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    const block = files.get(file);
    const where = block ? named(block) : relative(repository, file);
    return said.map(
      ({ messageText }) => `${where}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

test('whatever pages show compiles in an app that has installed the packages', () => {
  expect(blocks.length).toBeGreaterThan(15);
  expect(faults()).toEqual([]);
});

/** A module of the functions as it is before anything has used it. */
const load = (name: string): object => jest.requireActual(`../../functions/src/${name}`);

const indexes = blocks.filter(({ text }) => text.includes("'firestreak/program'"));

test('pages show indexes', () => {
  expect(indexes.length).toBeGreaterThan(4);
});

describe.each(indexes.map((block) => [named(block), block] as const))(
  'the index of %s',
  (_, { text }) => {
    const { FIREBASE_KIT_INSTANCE_ID: before, ...others } = process.env;

    afterEach(() => {
      process.env = before === undefined ? others : { ...others, FIREBASE_KIT_INSTANCE_ID: before };
    });

    test.each(['reading', 'fitness'])('has a program and features that pass, as %s', async (id) => {
      process.env = { ...others, FIREBASE_KIT_INSTANCE_ID: id };
      await jest.isolateModulesAsync(async () => {
        const { featuresInUse, programInUse } = load('choices') as typeof choices;
        await runBlock(text, { firestreak: {}, 'firestreak/program': load('program') });
        expect(featuresInUse()).toContain('streaks');
        expect(programInUse().activities).not.toEqual({});
      });
    });
  },
);
