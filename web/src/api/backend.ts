import type {
  Activity,
  Callables,
  FailureReason,
  FollowChallenge,
  Outcome,
  RefusedActivity,
  WaitingActivity,
} from '../../../client/src';
import type { BrowserPush } from './push';

/** Who is signed in. */
export interface User {
  readonly uid: string;
  /** What to call them. */
  readonly name: string;
}

/** All that the page asks of the backend. */
export interface Backend {
  /** Whether it runs on this machine, with demo accounts. */
  readonly isDemo: boolean;
  /** Calls back with who is signed in, now and whenever that changes. */
  onUser(listener: (user: User | undefined) => void): void;
  /** @throws Error with what to tell the user */
  signIn(email: string, password: string): Promise<void>;
  /** @throws Error with what to tell the user */
  signInWithGoogle(): Promise<void>;
  signOut(): Promise<void>;
  readonly push: BrowserPush;
  readonly call: Callables;
  readonly followChallenge: FollowChallenge;
  /** Records an activity, now or when the network is back. */
  log(activity: Activity): Promise<Outcome>;
  /** Takes an activity back, now or when the network is back. */
  undo(activityId: string): Promise<Outcome>;
  /** Calls back whenever something becomes of a logged activity. */
  onOutcome(listener: (outcome: Outcome) => void): void;
  /** The activities of the user that are not sent yet, oldest first. */
  waiting(): Promise<readonly WaitingActivity[]>;
  /** Those of the user that do not count, until they are acknowledged. */
  refused(): Promise<readonly RefusedActivity[]>;
  acknowledge(activityId: string): Promise<void>;
}

/** Why a call failed; undefined for anything that is no failed call. */
export function reasonOf(thrown: unknown): FailureReason | undefined {
  const isFailure = thrown instanceof Error && thrown.name === 'FirestreakError';
  return isFailure ? (thrown as Error & { reason: FailureReason }).reason : undefined;
}
