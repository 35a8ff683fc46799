/** Where the page is kept, so that it opens without a network. */
const CACHE = 'firestreak-page';

/** What the page is before it has asked for anything: besides these, what its HTML loads. */
const SHELL = ['/icon.svg', '/manifest.webmanifest', '/__/firebase/init.js?useEmulator=true'];

/** Fetches the page and all that it loads at first, and keeps them. */
export async function openShell(): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = await fetch('/', { cache: 'no-cache' });
  if (!page.ok) throw new Error(`The page answers with ${page.status}.`);
  await Promise.allSettled(SHELL.map((path) => cache.add(path)));
  await keepPage(cache, page);
}

/**
 * How a request is answered with what is kept; undefined for whatever is no part of the page, such as calls
 * and cards. Files whose names change with what they say come from the cache; all else comes from the network
 * as long as there is one.
 */
export function shellFor(
  { url, method, mode }: Pick<Request, 'url' | 'method' | 'mode'>,
  origin: string,
): (() => Promise<Response>) | undefined {
  const { origin: asked, pathname, search } = new URL(url);
  if (method !== 'GET' || asked !== origin || pathname.startsWith('/s/')) return undefined;
  if (mode === 'navigate') return pathname === '/' ? page : undefined;
  if (pathname.startsWith('/assets/')) return () => fromCache(pathname);
  return SHELL.includes(pathname + search) ? () => fromNetwork(pathname + search) : undefined;
}

async function page(): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch('/', { cache: 'no-cache' });
    if (answer.ok) await keepPage(cache, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match('/');
    if (!kept) throw error;
    return kept;
  }
}

async function fromCache(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  const answer = await fetch(path);
  if (answer.ok) await cache.put(path, answer.clone());
  return answer;
}

async function fromNetwork(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(path);
    if (answer.ok) await cache.put(path, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(path);
    if (!kept) throw error;
    return kept;
  }
}

/** Keeps a page with what it loads. A page that has changed takes the place of the one before and of its files. */
async function keepPage(cache: Cache, answer: Response): Promise<void> {
  const [html, kept] = await Promise.all([
    answer.clone().text(),
    cache.match('/').then((before) => before?.text()),
  ]);
  if (html === kept) return;
  const files = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
  const old = (await cache.keys()).filter(({ url }) =>
    new URL(url).pathname.startsWith('/assets/'),
  );
  await cache.addAll(files);
  await cache.put('/', answer);
  const isOld = ({ url }: Request) => !files.includes(new URL(url).pathname);
  await Promise.all(old.filter(isOld).map((file) => cache.delete(file)));
}
