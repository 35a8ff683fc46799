import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onlyDirectory, runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { buildProduct } from '../../test/e2e/buildProduct';
import { forget, newProject, startSuiteProcess, tickProcess } from '../../test/e2e/suiteProcess';
import { closeContexts, launch } from '../../test/web/browser';
import { takePicture } from './picture';
import { pictures, picturesAfter } from './pictures';

/** A page with pictures stays light: no picture may be larger, in bytes. */
const BUDGET = 150_000;

const usage = `Usage: npm run tool -- screenshots [DIRECTORY]

Starts everything on this machine and takes pictures of the dashboard's main states, as demo users see
it. Default directory: docs/images. Fails where there is no Chromium, and for a picture beyond its budget.`;

async function main(args: readonly string[]): Promise<void> {
  const folder = resolve(onlyDirectory(args) ?? join(repository, 'docs/images'));
  mkdirSync(folder, { recursive: true });
  await buildProduct();
  const projectId = newProject();
  const [browser, running] = await Promise.all([
    launch(),
    startSuiteProcess(projectId, '--inspect-functions'),
  ]);
  const url = `http://127.0.0.1:${running.suite.ports.hosting}/`;
  const take = async (list: typeof pictures) => {
    for (const picture of list) {
      const file = join(folder, `${picture.name}.png`);
      await takePicture(browser, url, picture, file);
      await closeContexts(browser);
      report(file);
    }
  };
  try {
    await take(pictures);
    await tickProcess(projectId, '--by', '1d');
    await take(picturesAfter);
  } finally {
    await browser.close();
    await running.end('SIGINT');
    forget(projectId);
  }
}

function report(file: string): void {
  const { size } = statSync(file);
  process.stdout.write(`${file} ${size} bytes\n`);
  if (size > BUDGET) process.exitCode = 1;
}

runCommand(usage, main);
