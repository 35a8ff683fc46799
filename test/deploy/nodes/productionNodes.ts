import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { optionalDependencies } from './package.json';

/** A Node that what is deployed is tried on. */
export interface ProductionNode {
  /** As in `v22`. */
  readonly version: string;
  /** Of the executable. */
  readonly path: string;
}

/** A machine, and the Node that runs this. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** As in `v22.13.0`. */
  readonly version: string;
  readonly execPath: string;
}

/** Where functions run: https://docs.cloud.google.com/functions/docs/runtime-support */
const VERSIONS = [22, 24] as const;
const versions = VERSIONS.join(' and ');

/**
 * Production's versions of Node, as binaries from npm. On a platform that `package.json` has none for, the Node that
 * runs this, or none if it is older than production's.
 *
 * @throws Error when there should be binaries and they are not installed
 */
export function productionNodes(machine: Machine = process): readonly ProductionNode[] {
  if (!hasPackages(machine)) {
    const version = machine.version.replace(/\..*/, '');
    return isOlder(machine) ? [] : [{ version, path: machine.execPath }];
  }
  return VERSIONS.map((version) => {
    const name = packageOf(version, machine);
    const path = join(__dirname, 'node_modules', name, 'bin/node');
    if (!existsSync(path)) throw new Error(`${name} is not installed. Run npm ci.`);
    return { version: `v${version}`, path };
  });
}

/** Whether there is a Node that what is deployed can be tried on. */
export function hasProductionNode(machine: Machine = process): boolean {
  return hasPackages(machine) || !isOlder(machine);
}

/** What whoever runs the tests should know of the Node that runs them, and of those that do not. */
export function remarksOnNode(machine: Machine = process): string[] {
  const { platform, arch, version } = machine;
  const older = `Node ${version.slice(1)} runs the tests. Production has ${versions}.`;
  const lacking = `What is deployed was NOT tried on Node ${versions}, which npm lacks for ${platform} ${arch}`;
  const instead = isOlder(machine) ? '.' : `, but on Node ${version.slice(1)}.`;
  return [
    ...(isOlder(machine) ? [older] : []),
    ...(hasPackages(machine) ? [] : [`${lacking}${instead}`]),
  ];
}

function hasPackages(machine: Machine): boolean {
  return VERSIONS.every((version) => packageOf(version, machine) in optionalDependencies);
}

function packageOf(version: number, { platform, arch }: Machine): string {
  return `node-${version}-${platform}-${arch}`;
}

function isOlder({ version }: Machine): boolean {
  return parseInt(version.slice(1)) < VERSIONS[0];
}
