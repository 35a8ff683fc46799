import { program } from '../../functions/src/program';
import { parseCommandLine, runCommand } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';
import { readLog } from '../replay/readLog';
import { evaluate, type Reminders, rules } from './evaluate';

const usage = `Usage: npm run tool -- evaluate-reminders FILE

Says, for an activity log (as for npm run replay), who would have been reminded of a run that may end: how
many of them came anyway, and how many runs of three days or more ended without a warning.`;

async function main(args: readonly string[]): Promise<void> {
  const { positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {},
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('Name one activity log.');
  const rows = await readLog(file, program);
  for (const [name, rule] of Object.entries(rules)) {
    process.stdout.write(`${name}: ${inWords(evaluate(rows, rule, program))}\n`);
  }
}

function inWords({ sent, toWhoCame, heardLate, ends, unwarned }: Reminders): string {
  const share = sent === 0 ? 0 : (100 * toWhoCame) / sent;
  return `${sent} reminders, ${share.toFixed(1)} % to people who came anyway (${heardLate} of them had been there by then); ${unwarned} of ${ends} runs ended without one`;
}

runCommand(usage, main);
