import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import firebaseJson from '../../firebase.json';
import { repository } from '../../local/suite/repository';

const SITE = 'https://elements.test/';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** A site with nothing but the elements, under the headers that Hosting sends. */
export interface ElementsSite {
  /** Opens it, with these elements on it if any. */
  open(page: Page, elements?: string): Promise<void>;
  /** Opens it with such a body, as a server has rendered it. */
  openServed(page: Page, body: string): Promise<void>;
  remove(): void;
}

/** Builds the site in a folder: that of the elements, or another. */
export async function elementsSite(name = 'elements'): Promise<ElementsSite> {
  const folder = mkdtempSync(join(tmpdir(), 'firestreak-'));
  const vite = join(repository, 'node_modules/vite/bin/vite.js');
  const root = join(__dirname, name);
  const options = ['--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  await promisify(execFile)(process.execPath, [vite, 'build', root, ...options], { env });
  const headers = Object.fromEntries(
    firebaseJson.hosting.headers[0]?.headers.map(({ key, value }) => [key, value]) ?? [],
  );
  const serve = async (
    page: Page,
    served = '',
    sent: Readonly<Record<string, string>> = headers,
  ) => {
    await page.route(`${SITE}**`, (route) => {
      const { pathname } = new URL(route.request().url());
      const file = pathname === '/' ? '/index.html' : pathname;
      const contentType = TYPES[extname(file)] ?? 'application/octet-stream';
      const path = join(folder, file);
      if (!existsSync(path)) return route.fulfill({ status: 404 });
      const text = readFileSync(path, 'utf8').replace('<body></body>', `<body>${served}</body>`);
      return route.fulfill({ headers: sent, contentType, body: text });
    });
    await page.goto(SITE);
  };
  return {
    open: async (page, elements) => {
      await serve(page);
      if (elements === undefined) return;
      await page.evaluate((html) => {
        document.body.innerHTML = `<main><h1>Elements</h1>${html}</main>`;
      }, elements);
    },
    openServed: (page, body) => serve(page, body, {}), // its styles are in the page, as Lit sends them
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
