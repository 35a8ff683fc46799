import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import firebaseJson from '../../firebase.json';
import { repository } from '../../local/suite/repository';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** What Hosting tells the page of its project: emulators that are not there. */
const INIT = `firebase.initializeApp({ projectId: 'demo-firestreak', apiKey: 'any' });
firebase.auth().useEmulator('http://127.0.0.1:1');
firebase.functions().useEmulator('127.0.0.1', 1);`;

/** The page as it is deployed, on a server of its own. */
export interface BuiltSite {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the page and serves it under the headers that Hosting sends. */
export async function builtSite(): Promise<BuiltSite> {
  const folder = mkdtempSync(join(tmpdir(), 'firestreak-'));
  const vite = join(repository, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', join(repository, 'web'), '--outDir', folder, '--emptyOutDir'];
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  await promisify(execFile)(process.execPath, [...args, '--logLevel', 'warn'], { env });
  const headers = Object.fromEntries(
    firebaseJson.hosting.headers[0]?.headers.map(({ key, value }) => [key, value]) ?? [],
  );
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1');
    const file = pathname === '/' ? '/index.html' : pathname;
    const path = join(folder, file);
    if (file === '/__/firebase/init.js') {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(INIT);
    } else if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { ...headers, 'Content-Type': type }).end(readFileSync(path));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      await closed(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
