import { parseCommandLine, runCommand } from '../../local/suite/commandLine';
import type { ServerName } from '../conformance/servers';
import { type Extent, measure, quick, whole } from './measure';
import { format, slower, table } from './table';

const usage = `Usage: npm run tool -- emulator-bench [--quick]

Measures the embedded Firestore against the official emulator, row by row, in one run.

  --quick  fewer rounds and smaller collections, to see that it runs`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: { quick: { type: 'boolean', default: false } },
  });
  const extent = values.quick ? quick : whole;
  const embedded = await measureAloud('embedded', extent);
  const official = await measureAloud('official', extent);
  if (!embedded) throw new Error('The embedded server did not start.');
  if (!official) {
    process.stderr.write(
      '\n!!! There is NO comparison: the official emulator is not on this machine.\n\n',
    );
  }
  process.stdout.write(`${table(embedded, official)}\n`);
  for (const row of official ? slower(embedded, official) : []) {
    process.stdout.write(`Slower than the official emulator: ${row}\n`);
    process.exitCode = 1;
  }
}

function measureAloud(name: ServerName, extent: Extent) {
  return measure(name, extent, (row, measured) => {
    process.stderr.write(`${name}: ${row}: ${format(measured)}\n`);
  });
}

runCommand(usage, main);
