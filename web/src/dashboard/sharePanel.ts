import { LitElement, html } from 'lit';
import type { RequestOf, ResponseOf } from '../../../client/src';
import { type Backend, reasonOf } from '../api/backend';
import type { Share } from '../elements/streakShare';
import { keptShare } from './keptShare';
import { failureInWords } from './messages';
import type { Streak } from './page';

/** Sharing on a backend: one card at a time, which this browser keeps so that it can be taken back. */
export class SharePanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
    uid: {},
    share: { state: true },
    totals: { state: true },
    problem: { state: true },
  };

  declare backend: Backend;
  declare streak: Streak | undefined;
  /** Whose cards. */
  declare uid: string;
  declare private share: Share | undefined;
  declare private totals: ResponseOf<'trackShare'>['totals'] | undefined;
  declare private problem: string;

  constructor() {
    super();
    this.uid = '';
    this.problem = '';
  }

  protected override createRenderRoot() {
    return this; // nothing but an element with styles of its own
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('uid')) this.share = keptShare.of(this.uid, Date.now());
  }

  protected override render() {
    const { share } = this;
    return html`<streak-share
      .share=${share}
      image=${share ? new URL(share.imageUrl).pathname : ''}
      .totals=${this.totals}
      time-zone=${this.streak?.timeZone ?? 'UTC'}
      problem=${this.problem}
      @streak-share-open=${() => {
        this.problem = '';
        if (share) void this.track({ shareId: share.shareId });
      }}
      @streak-share=${({ detail }: CustomEvent<RequestOf<'createShare'>>) =>
        this.attempt(async () => {
          this.keep(await this.backend.call.createShare(detail));
        })}
      @streak-shared=${({ detail }: CustomEvent<RequestOf<'trackShare'>>) => this.track(detail)}
      @streak-revoke=${({ detail }: CustomEvent<RequestOf<'revokeShare'>>) =>
        this.attempt(async () => {
          await this.backend.call.revokeShare(detail);
          this.keep(undefined);
        })}
    ></streak-share>`;
  }

  private track(request: RequestOf<'trackShare'>): Promise<void> {
    return this.attempt(async () => {
      this.totals = (await this.backend.call.trackShare(request)).totals;
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.problem = '';
    } catch (error) {
      // Of a card that is no more nothing is kept.
      if (reasonOf(error) === 'unknown-share') this.keep(undefined);
      else this.problem = failureInWords(error);
    }
  }

  private keep(share: Share | undefined): void {
    keptShare.keep(this.uid, share);
    this.share = share;
    this.totals = undefined;
  }
}
