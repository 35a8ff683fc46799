import '../../local/suite/quietLogs';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseCommandLine, runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { type Finding, findings } from './checks';
import { chosenProject } from './chosenProject';
import { codeOf } from './code';
import { databaseOf, deploymentsIn } from './deployments';
import { factsOf } from './facts';
import { gcloud, listReleases } from './gcloud';
import { needsOfRepository } from './needs';

const usage = `Usage: npm run doctor [-- --app DIR] [--project ID]

Looks at a Firebase project with your gcloud and says what is missing before it can be deployed, and what is
missing after. Changes nothing. Exit code 1 when a deployment would fail or mislead.

  --app DIR     the folder of an app that has Firestreak as a function kit; default: this repository
  --project ID  default: the one of .firebaserc`;

const marks: Record<Finding['state'], string> = {
  ok: 'ok     ',
  missing: 'MISSING',
  later: 'later  ',
};

async function main(args: readonly string[]): Promise<void> {
  const options = { app: { type: 'string' }, project: { type: 'string' } } as const;
  const { values } = parseCommandLine({ args: [...args], options });
  const app = values.app === undefined ? repository : resolve(values.app);
  const projectId = chosenProject(values.project, aliasesIn(app));
  process.env['GCLOUD_PROJECT'] = projectId; // what functions say of themselves names their project
  const deployments = deploymentsIn(app, projectId);
  const databases = [...new Set(deployments.map(databaseOf))];
  const needs = needsOfRepository();
  const facts = await factsOf(projectId, databases, gcloud, listReleases);
  const checked = deployments.map(async (each) => {
    return { ...each, code: await codeOf(app, projectId, each, needs.functions) };
  });
  const found = findings(facts, needs, await Promise.all(checked));
  for (const { about, state, advice } of found) {
    print(`${marks[state]}  ${about}${advice === undefined ? '' : `\n         ${advice}`}`);
  }
  const missing = found.filter(({ state }) => state === 'missing').length;
  print(missing === 0 ? '\nReady to deploy.' : `\n${missing} to mend before it can be deployed.`);
  process.exit(missing === 0 ? 0 : 1);
}

function aliasesIn(app: string): Record<string, string> {
  const file = join(app, '.firebaserc');
  if (!existsSync(file)) return {};
  const { projects = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    projects?: Record<string, string>;
  };
  return projects;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

runCommand(usage, main);
