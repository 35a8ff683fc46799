import { LitElement, html } from 'lit';
import type { RequestOf, ResponseOf } from '../../../client/src';
import type { Backend } from '../api/backend';
import { Latest } from './latest';
import { failureInWords } from './messages';
import type { Streak } from './page';
import { SHARES_CHANGED } from './sharePanel';

type Board = ResponseOf<'getLeaderboard'>;

/** The leaderboard on a backend: the board that is looked at, and taking part. */
export class LeaderboardPanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
    name: { state: true },
    problem: { state: true },
    publicShares: { state: true },
    busy: { state: true },
  };

  declare backend: Backend;
  declare streak: Streak | undefined;
  declare private name: Board['board'];
  declare private problem: string;
  /** Cards that stay public of somebody who has just left. */
  declare private publicShares: number;
  /** Whether a change of taking part is under way. */
  declare private busy: boolean;
  private readonly board = new Latest(this, () =>
    this.backend.call.getLeaderboard({ board: this.name }),
  );

  constructor() {
    super();
    this.name = 'weekly';
    this.problem = '';
    this.publicShares = 0;
    this.busy = false;
  }

  protected override createRenderRoot() {
    return this; // nothing but an element with styles of its own
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('name')) this.board.forget();
    if (changed.has('streak') || changed.has('name')) void this.board.load();
  }

  protected override render() {
    return html`<streak-leaderboard
      aria-busy=${this.busy}
      .board=${this.board.value}
      chosen=${this.name}
      problem=${this.problem || this.board.problem}
      .publicShares=${this.publicShares}
      @streak-board=${({ detail }: CustomEvent<{ board: Board['board'] }>) => {
        this.problem = '';
        this.name = detail.board;
      }}
      @streak-retry=${() => this.board.load()}
      @streak-take-part=${({ detail }: CustomEvent<RequestOf<'setLeaderboardProfile'>>) =>
        this.takePart(detail)}
    ></streak-leaderboard>`;
  }

  private async takePart(request: RequestOf<'setLeaderboardProfile'>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const answer = await this.backend.call.setLeaderboardProfile(request);
      this.problem = '';
      this.publicShares = request.displayName === null ? answer.publicShares : 0;
      if (request.revokeShares) {
        this.dispatchEvent(new CustomEvent(SHARES_CHANGED, { bubbles: true, composed: true }));
      }
      await this.board.load();
    } catch (error) {
      this.problem = failureInWords(error);
    }
    this.busy = false;
  }
}
