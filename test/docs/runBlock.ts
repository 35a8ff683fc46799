import ts from 'typescript';

const AsyncFunction = Object.getPrototypeOf(async () => Promise.resolve()) as {
  constructor: new (...texts: string[]) => (...given: unknown[]) => Promise<void>;
};

/**
 * Runs a program that a page shows.
 *
 * @param modules what it imports, by name
 * @param names what it takes from around it, by name
 * @throws whatever it throws
 */
export async function runBlock(
  text: string,
  modules: Readonly<Record<string, object>>,
  names: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  const load = (name: string) => {
    if (modules[name] === undefined) throw new Error(`It imports ${name}.`);
    return modules[name];
  };
  const given = { require: load, exports: {}, ...names };
  const program = new AsyncFunction.constructor(...Object.keys(given), outputText);
  await program(...Object.values(given));
}
