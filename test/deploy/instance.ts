import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { CloudEvent } from '../../local/host/index';
import { freePort } from '../support/freePort';

/** An instance as production starts it: one function, in the Functions Framework that Cloud Build adds. */
export interface Instance {
  /** Stands for the function in the local host: passes on what comes in. */
  readonly handle: (...given: never[]) => Promise<void>;
  /** Where it is served, with a slash at the end. */
  readonly url: string;
  /** Of its process. */
  readonly pid: number;
  /** What it has printed so far. */
  readonly printed: () => string;
  close(): Promise<void>;
}

export interface InstanceOptions {
  /** Path of the executable. */
  readonly node: string;
  /** Where the functions are installed. */
  readonly directory: string;
  readonly name: string;
  /** What starts the function: a request, or an event. */
  readonly signature: 'http' | 'cloudevent';
  readonly env: Readonly<Record<string, string | undefined>>;
}

const framework = require
  .resolve('@google-cloud/functions-framework')
  .replace(/index\.js$/, 'main.js');

const DEADLINE_MS = 30_000;

/** @throws Error with what the process printed, when it does not serve the function */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { node, directory, name, signature, env } = options;
  const port = await freePort();
  const flags = [`--target=${name}`, `--signature-type=${signature}`, `--port=${port}`];
  const child = spawn(node, [framework, `--source=${directory}`, ...flags], {
    cwd: directory,
    env,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (printed += text.toString()));
  }
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL'); // the framework waits for connections that are kept open
    await ended;
  };
  const startedAt = performance.now();
  while (!printed.includes('URL: ')) {
    if (child.exitCode !== null || performance.now() - startedAt > DEADLINE_MS) {
      await close();
      throw new Error(`${name} does not start on ${node}.\n${printed}`);
    }
    await sleep(20);
  }
  const url = `http://127.0.0.1:${port}/`;
  const handle =
    signature === 'http'
      ? (request: Request & { rawBody?: Buffer }, response: Response) =>
          passRequest(url, request, response)
      : (event: CloudEvent) => passEvent(url, event, () => printed);
  if (child.pid === undefined) throw new Error(`${name} has no process.`);
  return { handle, url, pid: child.pid, printed: () => printed, close };
}

async function passRequest(
  url: string,
  { method, headers, rawBody }: Request & { rawBody?: Buffer },
  response: Response,
): Promise<void> {
  const onward = httpRequest(url, { method, headers }).end(rawBody);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}

/**
 * Sends an event as Eventarc does, in binary mode:
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 *
 * @throws Error with what the function printed, when it failed
 */
async function passEvent(
  url: string,
  { data, datacontenttype, ...attributes }: CloudEvent,
  printed: () => string,
): Promise<void> {
  const headers = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]),
  );
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': String(datacontenttype) },
    body: Buffer.isBuffer(data) ? new Uint8Array(data) : JSON.stringify(data),
  });
  if (!response.ok) throw new Error(`The function answered ${response.status}.\n${printed()}`);
}
