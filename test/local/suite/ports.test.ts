import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { type Ports, freePorts } from '../../../local/suite/ports';
import { repository } from '../../../local/suite/repository';

const run = promisify(execFile);

async function freePortsOfAnotherProcess(): Promise<Ports> {
  const script = `
    require('./local/suite/ports').freePorts().then((ports) => console.log(JSON.stringify(ports)));`;
  const args = ['--require', 'tsx/cjs', '--eval', script];
  const { stdout } = await run(process.execPath, args, { cwd: repository });
  return JSON.parse(stdout) as Ports;
}

it('gives suites that start at the same time different ports', async () => {
  const found = await Promise.all([1, 2, 3].map(freePortsOfAnotherProcess));
  const ports = found.flatMap((each) => Object.values(each));
  expect(new Set(ports).size).toBe(ports.length);
});

it('goes on to other ports when one is taken', async () => {
  const first = await freePorts();
  const server = createServer().listen(first.logging, '127.0.0.1');
  await once(server, 'listening');
  const second = await freePorts();
  server.close();
  const taken = new Set(Object.values(first));
  expect(Object.values(second).filter((port) => taken.has(port))).toEqual([]);
});
