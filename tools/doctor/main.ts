import '../../test/support/quietLogs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { type Finding, findings } from './checks';
import { chosenProject } from './chosenProject';
import { factsOf } from './facts';
import { gcloud } from './gcloud';
import { needsOfRepository } from './needs';

const usage = `Usage: npm run doctor [-- --project ID]

Looks at a Firebase project with your gcloud and says what is missing before it can be deployed, and what is
missing after. Changes nothing. Without --project it looks at the one of .firebaserc. Exit code 1 when a deployment would
fail or mislead.`;

const marks: Record<Finding['state'], string> = {
  ok: 'ok     ',
  missing: 'MISSING',
  later: 'later  ',
};

async function main(args: readonly string[]): Promise<void> {
  const text = readFileSync(join(repository, '.firebaserc'), 'utf8');
  const { projects } = JSON.parse(text) as { projects: Record<string, string> };
  const projectId = chosenProject(args, projects);
  process.env['GCLOUD_PROJECT'] = projectId; // what functions say of themselves names their project
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

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

runCommand(usage, main);
