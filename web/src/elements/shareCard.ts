import { html, nothing, type TemplateResult } from 'lit';
import type { RequestOf, ResponseOf } from 'firestreak-client';
import { counted, momentInWords } from './formats';

export type Share = ResponseOf<'listShares'>['shares'][number];
export type Kind = NonNullable<RequestOf<'createShare'>['kind']>;
type Via = NonNullable<RequestOf<'trackShare'>['via']>;

/** What a card may be about. */
export const KINDS: Readonly<Record<Kind, string>> = {
  streak: 'Streak',
  longest: 'Longest streak',
  level: 'Level',
};

/** How a card is shown, and what its buttons do. */
interface Around {
  readonly lang: string;
  /** The user's zone. */
  readonly timeZone: string;
  /** Whether the page is making a card or taking one back. */
  readonly isBusy: boolean;
  /** Whether the link of this card was copied last. */
  readonly isCopied: boolean;
  readonly onShared: (via: Via) => void;
  readonly onCopied: () => void;
  readonly onRevoke: () => void;
}

/** A card that is shared: its picture, the ways to pass it on, how often it was seen, and taking it back. */
export function renderShareCard(share: Share, around: Around): TemplateResult {
  const { lang, timeZone, isBusy, isCopied } = around;
  const title = `${KINDS[share.kind]}, ${momentInWords(share.createdAt, timeZone, lang)}`;
  return html`
    <h3>${title}</h3>
    <img
      src=${share.imageUrl}
      width="1200"
      height="630"
      loading="lazy"
      alt="The card, as others see it"
    />
    <p class="link"><a href=${share.url} target="_blank" rel="noopener">${share.url}</a></p>
    ${renderWays(share, around)}
    <p class="note" role="status">${isCopied ? 'Link copied.' : ''}</p>
    <p class="note facts">${renderTotals(share, lang)}</p>
    <p class="note">Shown until ${momentInWords(share.expiresAt, timeZone, lang)}.</p>
    <button
      type="button"
      aria-label="Stop sharing: ${title}"
      aria-disabled=${isBusy}
      @click=${around.onRevoke}
    >
      Stop sharing
    </button>
  `;
}

function renderWays({ url, links }: Share, { onCopied, onShared }: Around) {
  return html`<div class="ways">
    ${
      'clipboard' in navigator
        ? html`<button
            class="primary"
            type="button"
            @click=${async () => {
              await navigator.clipboard.writeText(url);
              onCopied();
            }}
          >
            Copy the link
          </button>`
        : nothing
    }
    ${
      'share' in navigator
        ? html`<button
            type="button"
            @click=${async () => {
              if (await handed(url)) onShared('web-share');
            }}
          >
            Share …
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

function renderTotals({ totals: { views, clicks, shares } }: Share, lang: string) {
  return [
    counted(views, 'view', 'views', lang),
    counted(clicks, 'click', 'clicks', lang),
    counted(shares, 'time shared', 'times shared', lang),
  ].map((figure) => html`<span>${figure}</span>`);
}

/** Whether the user has shared it in the device's own way, which rejects when they think better of it. */
function handed(url: string): Promise<boolean> {
  return navigator.share({ url }).then(
    () => true,
    () => false,
  );
}
