import { html, nothing, type TemplateResult } from 'lit';
import type { RequestOf, ResponseOf } from 'firestreak-client';
import { momentInWords } from './formats';
import type { Say } from './words/elementWords';

export type Share = ResponseOf<'listShares'>['shares'][number];
export type Kind = NonNullable<RequestOf<'createShare'>['kind']>;
type Via = NonNullable<RequestOf<'trackShare'>['via']>;

/** What a card may be about. */
export const KINDS = ['streak', 'longest', 'level'] as const satisfies readonly Kind[];

/** What a device can do with a link: nothing is known on a server, nor when it is shown for the first time. */
export interface Device {
  readonly copies: boolean;
  readonly shares: boolean;
}

/** How a card is shown, and what its buttons do. */
interface Around {
  readonly say: Say;
  /** The user's zone. */
  readonly timeZone: string;
  /** Whether the page is making a card or taking one back. */
  readonly isBusy: boolean;
  /** What the device can do with a link. */
  readonly device: Device;
  /** Whether the link of this card was copied last. */
  readonly isCopied: boolean;
  readonly onShared: (via: Via) => void;
  readonly onCopied: () => void;
  readonly onRevoke: () => void;
}

/** A card that is shared: its picture, the ways to pass it on, how often it was seen, and taking it back. */
export function renderShareCard(share: Share, around: Around): TemplateResult {
  const { say, timeZone, isBusy, isCopied } = around;
  const title = say('share.title', {
    kind: say(`share.field.${share.kind}`),
    when: momentInWords(share.createdAt, timeZone, say.lang),
  });
  return html`
    <h3>${title}</h3>
    <img
      src=${share.imageUrl}
      width="1200"
      height="630"
      loading="lazy"
      alt=${say('share.picture')}
    />
    <p class="link" dir="ltr">
      <a href=${share.url} target="_blank" rel="noopener">${share.url}</a>
    </p>
    ${renderWays(share, around)}
    <p class="note" role="status">${isCopied ? say('share.copied') : ''}</p>
    <p class="note facts">${renderTotals(share, say)}</p>
    <p class="note">
      ${say('share.until', { when: momentInWords(share.expiresAt, timeZone, say.lang) })}
    </p>
    <button
      type="button"
      aria-label=${say('share.stopWhich', { title })}
      aria-disabled=${isBusy}
      @click=${around.onRevoke}
    >
      ${say('share.stop')}
    </button>
  `;
}

function renderWays({ url, links }: Share, { say, device, onCopied, onShared }: Around) {
  return html`<div class="ways">
    ${
      device.copies
        ? html`<button
            class="primary"
            type="button"
            @click=${async () => {
              await navigator.clipboard.writeText(url);
              onCopied();
            }}
          >
            ${say('share.copy')}
          </button>`
        : nothing
    }
    ${
      device.shares
        ? html`<button
            type="button"
            @click=${async () => {
              if (await handed(url)) onShared('web-share');
            }}
          >
            ${say('share.device')}
          </button>`
        : nothing
    }
    ${(
      [
        ['x', 'X'],
        ['linkedin', 'LinkedIn'],
        ['facebook', 'Facebook'],
      ] as const
    ).map(
      ([via, name]) =>
        html`<a
          class="button"
          href=${links[via]}
          target="_blank"
          rel="noopener"
          @click=${() => {
            onShared(via);
          }}
          >${name}</a
        >`,
    )}
  </div>`;
}

function renderTotals({ totals: { views, clicks, shares } }: Share, say: Say) {
  return [
    say('share.views', { count: views }),
    say('share.clicks', { count: clicks }),
    say('share.times', { count: shares }),
  ].map((figure) => html`<span>${figure}</span>`);
}

/** Whether the user has shared it in the device's own way, which rejects when they think better of it. */
function handed(url: string): Promise<boolean> {
  return navigator.share({ url }).then(
    () => true,
    () => false,
  );
}
