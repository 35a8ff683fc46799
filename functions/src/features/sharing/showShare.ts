import { createHash } from 'node:crypto';
import { SHARE_ID } from '../../contracts/shares';
import { isShown } from '../../documents/share';
import { isBot } from '../../platform/isBot';
import { languageAccepted } from '../../languages/catalogues';
import { metric } from '../../platform/metric';
import { cardSvg, type Shape } from './cardSvg';
import type { SharingDeps } from './createShare';
import { gonePage, PAGE_POLICY, pageScript, pageStyle, sharePage } from './sharePage';
import { countOne, type Figure, loadShare } from './store';

/** A request for something of a share. */
export interface ShareRequest {
  /** Below the origin: `/s/…`, or `/s-INSTANCE/…`. */
  readonly path: string;
  /** Whether anything, if only a question mark, follows the path. */
  readonly hasQuery: boolean;
  readonly method: string;
  readonly userAgent: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly acceptLanguage: string;
  readonly correlationId: string;
}

/** The response to a request for something of a share. */
export interface ShareAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What showing a share needs from outside. */
export interface ShowDeps extends Pick<SharingDeps, 'db' | 'now' | 'base' | 'random' | 'words'> {
  /** Draws an SVG. */
  readonly render: (svg: string) => Promise<Buffer>;
  /** Where the link of a page leads. */
  readonly appUrl: string;
}

/** A copy of an image lives as long after its card is revoked: five minutes in the CDN. */
const IMAGE_CACHE = 'public, max-age=60, s-maxage=300';

const ASSET_CACHE = 'public, max-age=3600';

/** The images of a share, by the last part of their path. */
const shapes: Readonly<Partial<Record<string, Shape>>> = {
  'card.png': 'card',
  'square.png': 'square',
};

/**
 * Answers what is asked of a share: its page, its images, or the way to the app. A page is cached by
 * nobody, so that each view counts; 404 for what never was, 410 for what is shown no longer.
 *
 * An image has one address. The CDN keeps what it answers for the whole URL, so with anything behind the path
 * the function would draw it once more: it says where the image is, before it reads anything.
 */
export async function showShare(deps: ShowDeps, request: ShareRequest): Promise<ShareAnswer> {
  const [, , id = '', part = '', ...rest] = request.path.split('/');
  if (id === 'page.css') return asset('text/css', pageStyle);
  if (id === 'page.js') return asset('text/javascript', pageScript);
  const shape = Object.hasOwn(shapes, part) ? shapes[part] : undefined;
  const isPart = part === '' || part === 'go' || shape !== undefined;
  const wordsOf = await deps.words();
  const gone = (status: 404 | 410) =>
    html(status, gonePage(deps.base, wordsOf(languageAccepted(request.acceptLanguage))));
  if (!SHARE_ID.test(id) || !isPart || rest.length > 0) return gone(404);
  if (shape && request.hasQuery) return moved(`${deps.base}/${id}/${part}`);
  const share = await loadShare(deps.db, id);
  if (!share) return gone(404);
  if (!isShown(share, deps.now())) return gone(410);
  const words = wordsOf(share.card.language);
  const count = async (figure: Figure) => {
    if (request.method !== 'GET') return;
    await countOne(deps.db, id, share, figure, deps.random());
    const context = { operation: 'share', correlationId: request.correlationId };
    metric('share', 1, context, { figure });
  };
  if (shape) return image(cardSvg(share.card, shape, words), request.ifNoneMatch, deps.render);
  if (part === 'go') {
    if (!isBot(request.userAgent)) await count('clicks');
    return {
      status: 302,
      headers: { Location: deps.appUrl, 'Cache-Control': 'no-store' },
      body: '',
    };
  }
  await count(isBot(request.userAgent) ? 'botViews' : 'views');
  return html(200, sharePage(share.card, deps.base, id, words));
}

async function image(
  svg: string,
  known: string | undefined,
  render: ShowDeps['render'],
): Promise<ShareAnswer> {
  const etag = `"${createHash('sha256').update(svg).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'Content-Type': 'image/png',
    'Cache-Control': IMAGE_CACHE,
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
  const isKnown = known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  if (isKnown) return { status: 304, headers, body: '' };
  return { status: 200, headers, body: await render(svg) };
}

/** The address of an image never changes, so whoever was told may remember it. */
function moved(to: string): ShareAnswer {
  const headers = {
    Location: to,
    'Cache-Control': 'public, max-age=86400',
    'X-Robots-Tag': 'noindex',
  };
  return { status: 308, headers, body: '' };
}

function html(status: number, body: string): ShareAnswer {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': PAGE_POLICY,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    },
    body,
  };
}

function asset(type: string, body: string): ShareAnswer {
  return {
    status: 200,
    headers: {
      'Content-Type': `${type}; charset=utf-8`,
      'Cache-Control': ASSET_CACHE,
      'X-Content-Type-Options': 'nosniff',
    },
    body,
  };
}
