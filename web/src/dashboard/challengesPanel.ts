import { LitElement, html } from 'lit';
import type { ResponseOf } from '../../../client/src';
import type { Backend } from '../api/backend';
import { Latest } from './latest';
import { failureInWords } from './messages';
import type { Streak } from './page';

type Chosen = CustomEvent<{ challengeId: string }>;

/** Challenges on a backend: joining and leaving, and the standing of the one that is opened. */
export class ChallengesPanel extends LitElement {
  static override readonly properties = {
    backend: { attribute: false },
    streak: { attribute: false },
    standing: { state: true },
    problem: { state: true },
    busy: { state: true },
    chosen: {},
  };

  declare backend: Backend;
  declare streak: Streak | undefined;
  declare private standing: ResponseOf<'followChallenge'> | undefined;
  declare private problem: string;
  /** Whether joining or leaving is under way. */
  declare private busy: boolean;
  /** The id of the challenge to begin with; empty for none. */
  declare chosen: string;
  private readonly list = new Latest(this, () => this.backend.call.listChallenges());
  private opened: string | null = null;
  private following: AbortController | undefined;

  constructor() {
    super();
    this.problem = '';
    this.busy = false;
    this.chosen = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.follow);
    if (this.opened !== null) this.follow(); // as before its part of the page was left
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.follow);
    this.following?.abort();
  }

  protected override createRenderRoot() {
    return this; // nothing but an element with styles of its own
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('streak')) return;
    void this.list.load();
    if (!this.following) this.follow(); // which had failed, as without a network
  }

  protected override render() {
    return html`<streak-challenges
      aria-busy=${this.busy}
      chosen=${this.chosen}
      .challenges=${this.list.value?.challenges}
      .standing=${this.standing}
      time-zone=${this.streak?.timeZone ?? 'UTC'}
      problem=${this.problem || this.list.problem}
      @streak-join=${({ detail: { challengeId } }: Chosen) =>
        this.change((call) => call.joinChallenge({ challengeId }))}
      @streak-leave=${({ detail: { challengeId } }: Chosen) =>
        this.change((call) => call.leaveChallenge({ challengeId }))}
      @streak-follow=${({ detail }: CustomEvent<{ challengeId: string | null }>) => {
        this.opened = detail.challengeId;
        this.follow();
      }}
      @streak-retry=${() => this.list.load()}
    ></streak-challenges>`;
  }

  private async change(ask: (call: Backend['call']) => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await ask(this.backend.call);
      this.problem = '';
    } catch (error) {
      this.problem = failureInWords(error);
    }
    await this.list.load();
    this.busy = false;
  }

  /** Follows the challenge that is opened, as long as somebody can see it. */
  private readonly follow = (): void => {
    this.following?.abort();
    this.following = undefined;
    const challengeId = this.opened;
    if (challengeId === null || document.visibilityState === 'hidden') return;
    const following = new AbortController();
    this.following = following;
    void this.keepUp(challengeId, following);
  };

  private async keepUp(challengeId: string, following: AbortController): Promise<void> {
    const { signal } = following;
    try {
      for await (const standing of this.backend.followChallenge({ challengeId }, { signal })) {
        this.standing = standing;
      }
    } catch {
      // What was shown stays; the next change of the streak, or being back online, tries again.
      if (this.following === following) this.following = undefined;
    }
  }
}
