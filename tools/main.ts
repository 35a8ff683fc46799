import { createRequire } from 'node:module';
import leven from 'leven';
import { runCommand } from '../local/suite/commandLine';
import { UsageError } from '../local/suite/usageError';
import { folderOf, tools } from './registry';

const names = Object.keys(tools);

const usage = `Usage: npm run tool -- NAME [its options]
       npm run tool -- NAME --help

${Object.entries(tools)
  .map(([name, does]) => `  ${name.padEnd(21)}${does}`)
  .join('\n')}`;

const [name = ''] = process.argv.slice(2);

if (names.includes(name)) {
  process.argv.splice(2, 1); // the tool reads its own options
  createRequire(__filename)(`./${folderOf(name)}/main`);
} else {
  runCommand(usage, (args) => {
    if (args.length > 0) throw new UsageError(`There is no tool ${name}. ${nearest(name)}`);
    process.stdout.write(`${usage}\n`);
  });
}

/** All tools; first those whose names are most like what was typed. */
function nearest(typed: string): string {
  const distance = (each: string) => (each.includes(typed) ? 0 : leven(typed, each));
  const sorted = [...names].sort((a, b) => distance(a) - distance(b));
  return `There are: ${sorted.join(', ')}.`;
}
