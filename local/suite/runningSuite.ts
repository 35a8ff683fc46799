import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataDirectory, readIfThere, writeWhole } from './dataDirectory';
import { DEFAULT_PROJECT } from './options';
import type { Ports } from './ports';
import { UsageError } from './usageError';

/** A suite that runs, for the commands that work on it. */
export interface RunningSuite {
  readonly pid: number;
  readonly projectId: string;
  readonly ports: Ports;
  /** Where the suite answers with its project's id, as long as it lives. */
  readonly lifePort: number;
  /** The process with the emulators. */
  readonly emulatorsPid?: number;
  /** See control.ts; undefined while the suite starts. */
  readonly controlPort?: number;
}

/** The id may have gone to another process, so there is an end to waiting. */
const AFTERMATH_MS = 15_000;

/** Announces a suite that starts now. Returns what to announce again when more is known. */
export async function announceSuite(
  directory: DataDirectory,
  projectId: string,
  ports: Ports,
): Promise<RunningSuite> {
  const life = createServer((socket) => socket.on('error', () => undefined).end(projectId));
  life.listen(0, '127.0.0.1').unref();
  await once(life, 'listening');
  const { port: lifePort } = life.address() as AddressInfo;
  const suite = { pid: process.pid, projectId, ports, lifePort };
  updateSuite(directory, suite);
  return suite;
}

export function updateSuite(directory: DataDirectory, suite: RunningSuite): void {
  writeWhole(directory.running, `${JSON.stringify(suite, null, 2)}\n`);
}

/** Takes the announcement back. */
export function withdrawSuite(directory: DataDirectory): void {
  rmSync(directory.running, { force: true });
}

/**
 * Waits until the emulators of a suite that was killed have ended, which they do by themselves: while
 * they are about to, they may still take their ports.
 */
export async function aftermath(directory: DataDirectory): Promise<void> {
  const { emulatorsPid } = JSON.parse(readIfThere(directory.running) ?? '{}') as RunningSuite;
  const deadline = Date.now() + AFTERMATH_MS;
  while (emulatorsPid !== undefined && isAlive(emulatorsPid) && Date.now() < deadline) {
    await sleep(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * The project's suite: `none`, or `killed` when one ended without taking its announcement back.
 */
export async function findSuite(
  directory: DataDirectory,
): Promise<RunningSuite | 'none' | 'killed'> {
  const announced = readIfThere(directory.running);
  if (announced === undefined) return 'none';
  const suite = JSON.parse(announced) as RunningSuite;
  const answer = await text(connect(suite.lifePort, '127.0.0.1')).catch(() => '');
  return answer === suite.projectId ? suite : 'killed';
}

/**
 * The project's suite, ready to be worked on.
 *
 * @param otherwise what else can be done, after what the message says about suites
 * @throws UsageError that says which suites run instead
 */
export async function readySuite(projectId: string, otherwise = ''): Promise<RunningSuite> {
  const suite = await findSuite(DataDirectory.of(projectId));
  if (typeof suite !== 'string' && suite.controlPort !== undefined) return suite;
  const found = await Promise.all(
    DataDirectory.projects().map(async (id) => ({
      id,
      suite: await findSuite(DataDirectory.of(id)),
    })),
  );
  const running = found.filter((each) => typeof each.suite !== 'string' && each.id !== projectId);
  const others = running.map(({ id }) => `--project ${id}`).join(' or ');
  const first = others === '' ? 'Start' : `Name one that runs with ${others}, or start`;
  const start = projectId === DEFAULT_PROJECT ? 'npm start' : `npm start -- --project ${projectId}`;
  throw new UsageError(
    `No suite is ready for ${projectId}. ${first} one with ${start}${otherwise}.`,
  );
}
