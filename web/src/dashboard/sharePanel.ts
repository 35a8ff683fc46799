import { LitElement, html } from 'lit';
import type { RequestOf, ResponseOf } from '../../../client/src';
import { type Backend, reasonOf } from '../api/backend';
import type { Share } from '../elements/index';
import { Latest } from './latest';
import { failureInWords } from './messages';
import type { Streak } from './page';

/** Fired by a panel that has changed which cards are shared. */
export const SHARES_CHANGED = 'streak-shares-changed';

/** Sharing on a backend: all cards of the user, making one and taking one back, one thing at a time. */
export class SharePanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
    features: { attribute: false },
    uid: {},
    busy: { state: true },
    problem: { state: true },
  };

  declare backend: Backend;
  declare streak: Streak | undefined;
  /** What is deployed. */
  declare features: readonly string[] | undefined;
  /** Whose cards. */
  declare uid: string;
  declare private busy: boolean;
  declare private problem: string;
  private readonly list = new Latest(this, () => this.allShares());
  private page: Node | undefined;

  constructor() {
    super();
    this.uid = '';
    this.busy = false;
    this.problem = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.page = this.getRootNode();
    this.page.addEventListener(SHARES_CHANGED, this.load);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.page?.removeEventListener(SHARES_CHANGED, this.load);
  }

  protected override createRenderRoot() {
    return this; // nothing but an element with styles of its own
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('uid')) this.load();
  }

  protected override render() {
    return html`<streak-share
      .features=${this.features}
      .shares=${this.list.value}
      ?busy=${this.busy}
      time-zone=${this.streak?.timeZone ?? 'UTC'}
      problem=${this.problem || this.list.problem}
      @streak-share-open=${() => {
        this.problem = '';
        this.load();
      }}
      @streak-retry=${this.load}
      @streak-share=${({ detail }: CustomEvent<RequestOf<'createShare'>>) => this.create(detail)}
      @streak-shared=${({ detail }: CustomEvent<RequestOf<'trackShare'>>) => this.track(detail)}
      @streak-revoke=${({ detail }: CustomEvent<RequestOf<'revokeShare'>>) => this.revoke(detail)}
    ></streak-share>`;
  }

  private readonly load = (): void => {
    void this.list.load();
  };

  /** The latest first. */
  private async allShares(): Promise<Share[]> {
    const shares: Share[] = [];
    for (let next: string | null | undefined; next !== null;) {
      const request: RequestOf<'listShares'> = next === undefined ? {} : { after: next };
      const page: ResponseOf<'listShares'> = await this.backend.call.listShares(request);
      shares.push(...page.shares.map(onThisSite));
      next = page.next;
    }
    return shares.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  private create(request: RequestOf<'createShare'>): Promise<void> {
    return this.oneAtATime(async () => {
      const { revokedAt: _, ...made } = await this.backend.call.createShare(request);
      const totals = { views: 0, botViews: 0, clicks: 0, shares: 0 };
      this.list.set([onThisSite({ ...made, totals }), ...this.othersThan(made)]);
    });
  }

  private revoke(request: RequestOf<'revokeShare'>): Promise<void> {
    return this.oneAtATime(async () => {
      await this.backend.call.revokeShare(request);
      this.list.set(this.othersThan(request));
    }, request);
  }

  private async track(request: RequestOf<'trackShare'>): Promise<void> {
    await this.attempt(async () => {
      const { totals } = await this.backend.call.trackShare(request);
      const shares = this.list.value ?? [];
      this.list.set(
        shares.map((share) => (share.shareId === request.shareId ? { ...share, totals } : share)),
      );
    }, request);
  }

  private othersThan({ shareId }: Pick<Share, 'shareId'>): Share[] {
    return (this.list.value ?? []).filter((share) => share.shareId !== shareId);
  }

  /** Does nothing while something is under way: a button that is pressed twice asks once. */
  private async oneAtATime(work: () => Promise<void>, about?: Pick<Share, 'shareId'>) {
    if (this.busy) return;
    this.busy = true;
    await this.attempt(work, about);
    this.busy = false;
  }

  private async attempt(work: () => Promise<void>, about?: Pick<Share, 'shareId'>): Promise<void> {
    try {
      await work();
      this.problem = '';
    } catch (error) {
      // A card that is no more is shown no more.
      if (about && reasonOf(error) === 'unknown-share') this.list.set(this.othersThan(about));
      else this.problem = failureInWords(error);
    }
  }
}

/** A card whose picture is asked of the page's own site, where Hosting answers for cards. */
function onThisSite(share: Share): Share {
  return { ...share, imageUrl: new URL(share.imageUrl).pathname };
}
