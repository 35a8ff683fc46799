import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { filesIn, type Packed } from './packed';
import { run } from './run';

/** A registry that has one package more than npm's. */
export interface Registry {
  readonly url: string;
  close(): void;
}

/**
 * Serves a package as npm's registry would once it is published, and sends whoever asks for another one there.
 * Whether a package has a shrinkwrap, npm learns from the registry alone: installed from an archive, it
 * passes it over.
 */
export async function startRegistry(packed: Packed): Promise<Registry> {
  const archive = await readFile(packed.archive);
  const text = await run('tar', ['xzOf', packed.archive, 'package/package.json'], packed.directory);
  const manifest = JSON.parse(text) as { readonly name: string; readonly version: string };
  const { name, version } = manifest;
  const npms = (await run('npm', ['config', 'get', 'registry'], packed.directory)).trim();
  const hashed = (algorithm: string) => createHash(algorithm).update(archive);
  const hasShrinkwrap = (await filesIn(packed)).includes('npm-shrinkwrap.json');
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    if (url === `/${name}/-/archive.tgz`) {
      response.end(archive);
    } else if (url === `/${name}`) {
      const dist = {
        tarball: `http://${request.headers.host ?? ''}/${name}/-/archive.tgz`,
        integrity: `sha512-${hashed('sha512').digest('base64')}`,
        shasum: hashed('sha1').digest('hex'),
      };
      const published = { ...manifest, _hasShrinkwrap: hasShrinkwrap, dist };
      const versions = { [version]: published };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
    } else {
      response.writeHead(302, { location: new URL(url, npms).href }).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
