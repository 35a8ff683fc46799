import { type Block, blocksIn, codeBeginningWith } from './pages';

/** What sets a variable for a command, before it. */
const VARIABLE = /^[A-Z_]+=/;

/** Every command that a page shows, in a script or within its text. */
export function shownCommands(): Block[] {
  return [
    ...blocksIn('sh').flatMap(({ page, line, text }) =>
      commandsIn(text).map((command) => ({ page, line, text: command })),
    ),
    ...codeBeginningWith(/^(npm|npx|node|firebase|gcloud) /).flatMap((code) =>
      commandsIn(code.text).map((command) => ({ ...code, text: command })),
    ),
  ];
}

/** The commands of a script, one by one: without comments, parentheses, redirections and variables for them. */
function commandsIn(script: string): string[] {
  return script
    .replaceAll(/\\\n/g, ' ')
    .replaceAll(/ +# .*$/gm, '')
    .split(/\n|&&|\||;| &$/m)
    .map((command) =>
      command
        .replaceAll(/^[ (]*|[ )]*$/g, '')
        .replace(/ > \S+$/, '')
        .split(' ')
        .filter((_, at, words) => words.slice(0, at + 1).some((each) => !VARIABLE.test(each)))
        .join(' '),
    )
    .filter((command) => command !== '');
}
