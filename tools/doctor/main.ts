import '../../test/support/quietLogs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine, runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { UsageError } from '../../local/suite/usageError';
import { type Finding, findings } from './checks';
import { factsOf } from './facts';
import { gcloud } from './gcloud';
import { needsOfRepository } from './needs';

const usage = `Usage: npm run doctor [-- --project ID]

Looks at a Firebase project with your gcloud and says what is missing before it can be deployed, and what is
missing after. Changes nothing. Without --project it looks at the one of .firebaserc.`;

const marks: Record<Finding['state'], string> = {
  ok: 'ok     ',
  missing: 'MISSING',
  later: 'later  ',
};

async function main(args: readonly string[]): Promise<void> {
  const projectId = chosenProject(args);
  const env = ['.env', `.env.${projectId}`]
    .map((name) => join(repository, 'functions', name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'));
  const found = findings(await factsOf(projectId, gcloud, env), needsOfRepository());
  for (const { about, state, advice } of found) {
    print(`${marks[state]}  ${about}${advice === undefined ? '' : `\n         ${advice}`}`);
  }
  const missing = found.filter(({ state }) => state === 'missing').length;
  print(missing === 0 ? '\nReady to deploy.' : `\n${missing} to mend before it can be deployed.`);
  process.exit(missing === 0 ? 0 : 1);
}

/** @throws UsageError */
function chosenProject(args: readonly string[]): string {
  const options = { project: { type: 'string' } } as const;
  const { values } = parseCommandLine({ args: [...args], options });
  const text = readFileSync(join(repository, '.firebaserc'), 'utf8');
  const { projects } = JSON.parse(text) as { projects: { default?: string } };
  const projectId = values.project ?? projects.default ?? '';
  if (!projectId.startsWith('demo-') && projectId !== '') return projectId;
  throw new UsageError(
    `${projectId === '' ? 'No project is named.' : `${projectId} is for the local suite.`} Name yours with firebase use --add, or with --project ID.`,
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

runCommand(usage, main);
