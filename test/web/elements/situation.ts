import type { CallableName, RefusedActivity, ResponseOf } from '../../../client/src';
import type { PushState } from '../../../web/src/api/push';
import type { Streak } from '../../../web/src/dashboard/page';
import type { ProgramName } from './someAbout';

type Device = ResponseOf<'listDevices'>['devices'][number];
type Share = ResponseOf<'listShares'>['shares'][number];

/** How the backend behind a page behaves; a test changes it while the page is open. */
export interface Situation {
  user: 'nobody' | 'somebody';
  streak: 'there' | 'on its way' | 'unreachable' | 'without a zone';
  /** Whether nothing was ever logged. */
  isNew?: boolean;
  /** The features that are deployed; undefined: all. */
  features?: readonly string[];
  /** The preset that the app's rules are; the law school's by default. */
  program?: ProgramName;
  /** Whether clients may log; they may, if left out. */
  clientLogging?: boolean;
  /** Whether it is the local suite. */
  isDemo?: boolean;
  /** Whether a run can be won back. */
  recovery?: 'offered' | 'started';
  /** The name on the leaderboard; null or undefined: none. */
  shownAs?: string | null;
  /** The challenges that were joined. */
  joined?: readonly string[];
  /** The cards that are shared. */
  shares?: readonly Share[];
  /** Functions that fail, as with an answer of 500. */
  failing?: readonly CallableName[];
  /** Functions that never answer. */
  silent?: readonly CallableName[];
  /** Functions whose answers, as they are now, come when they are no longer named here. */
  held?: readonly CallableName[];
  /** What becomes of what is logged; it stays on its way, if left out. */
  logging?: 'recorded' | 'refused' | 'waiting';
  /** What else the streak has once something was logged. */
  after?: Partial<Streak>;
  /** The activities of today that the server has. */
  logged?: readonly string[];
  /** What was logged and does not count. */
  refused?: readonly RefusedActivity[];
  /** Whether push messages can arrive in the browser; they cannot, if left out. */
  push?: PushState;
  /** What the user says when the browser asks; no, if left out. */
  allowsPush?: boolean;
  /** The devices that are registered. */
  devices?: readonly Device[];
  /** The requests that were made, by name. */
  readonly requests: string[];
}
