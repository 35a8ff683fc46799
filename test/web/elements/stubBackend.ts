import type { ResponseOf, Callables, Outcome, RefusedActivity } from '../../../client/src';
import { type CallableName, FirestreakError } from '../../../client/src';
import type { Backend, User } from '../../../web/src/api/backend';
import { patched } from '../../../web/src/dashboard/notificationsPanel';
import type { Streak } from '../../../web/src/dashboard/page';
import { featureOf } from '../../../functions/src/featureOf';
import type { Situation } from './situation';
import { someAbout } from './someAbout';
import { someBoard } from './someBoard';
import { someCalendar } from './someCalendar';
import { someChallenges, someStanding } from './someChallenges';
import { someInsights } from './someInsights';
import { someRecovery } from './someRecovery';
import { somePreferences } from './somePreferences';
import { someShare } from './someShare';
import { newStreak, someDays, someFrozenDay, someStreak } from './someStreak';

type Preferences = ResponseOf<'getPreferences'>;

/** An answer that takes as long as a person needs to press a button twice. */
const soon = <T>(answer: Promise<T>): Promise<T> =>
  new Promise((resolve) => setTimeout(resolve, 400)).then(() => answer);

const somebody: User = { uid: 'ada', name: 'Ada' };

type Plan = Streak['plan'];

const planned = (plan: Partial<Plan>) => ({
  streak: { ...someStreak, plan: { ...someStreak.plan, ...plan } },
});

function streakIn({ recovery: status, logged = [], isNew, after }: Situation): Streak {
  if (isNew && logged.length === 0) return newStreak;
  const active = { ...someStreak, activeToday: true, current: 13, ...after };
  const streak = logged.length > 0 ? active : someStreak;
  return status ? { ...streak, current: 0, recovery: { ...someRecovery, status } } : streak;
}

const daysIn = ({ logged = [] }: Situation) =>
  someDays.map((day) =>
    day.verdict === 'open' && logged.length > 0
      ? { ...day, verdict: 'active' as const, activities: logged.length, current: 13 }
      : day,
  );

/** Refuses, as the client does, what belongs to a feature that is not deployed. */
function onlyDeployed(call: Callables, situation: Situation): Callables {
  return new Proxy(call, {
    get: (methods, name: CallableName) => {
      if (situation.features?.includes(featureOf[name]) ?? true) return methods[name];
      return () => {
        situation.requests.push(name);
        return Promise.reject(new FirestreakError('not-deployed', 'unimplemented', name));
      };
    },
  });
}

/** What becomes of an activity; null while it is on its way. */
function logOutcome(situation: Situation, activityId: string, type: string): Outcome | null {
  const error = new FirestreakError('unreachable', 'internal', 'internal');
  const { logging = 'on its way' } = situation;
  switch (logging) {
    case 'waiting':
      return { status: 'waiting', activityId, error };
    case 'refused': {
      const refusal = { reason: 'unknown-activity-type', code: 'any', message: 'No.' } as const;
      const activity = { type, occurredAt: new Date().toISOString() };
      const refused = { userId: somebody.uid, activityId, loggedAt: Date.now(), activity, refusal };
      situation.refused = [...(situation.refused ?? []), refused];
      return { status: 'refused', activityId, error };
    }
    case 'recorded': {
      situation.logged = [...(situation.logged ?? []), activityId];
      const { today: day } = someStreak;
      const streak = streakIn(situation);
      const none = { events: [], challenges: [], newBadges: [], cappedXp: 0 };
      return {
        status: 'recorded',
        activityId,
        answer: { activityId, day, xp: 25, streak, ...none },
      };
    }
    case 'on its way':
      return null;
  }
}

/** A backend that does as the situation says. */
export function stubBackend(situation: Situation): Backend {
  const userListeners: ((user: User | undefined) => void)[] = [];
  const outcomeListeners: ((outcome: Outcome) => void)[] = [];
  const enter = (user: User | undefined) => {
    situation.user = user ? 'somebody' : 'nobody';
    for (const listener of userListeners) listener(user);
  };
  const tell = (outcome: Outcome) => {
    for (const listener of outcomeListeners) listener(outcome);
  };
  const answer = async <T>(name: string, value: T): Promise<T> => {
    situation.requests.push(name);
    const isOneOf = (names?: readonly string[]) => names?.includes(name.split(' ')[0] ?? '');
    if (isOneOf(situation.failing))
      throw new FirestreakError('unreachable', 'internal', 'internal');
    if (isOneOf(situation.silent)) return new Promise(() => undefined);
    while (isOneOf(situation.held)) await new Promise((resolve) => setTimeout(resolve, 20));
    switch (situation.streak) {
      case 'there':
        return value;
      case 'on its way':
        return new Promise(() => undefined);
      case 'unreachable':
        throw new FirestreakError('unreachable', 'internal', 'internal');
      case 'without a zone':
        throw new FirestreakError('time-zone-unset', 'failed-precondition', 'No zone.');
    }
  };
  let preferences: Preferences = somePreferences;
  const call: Partial<Callables> = {
    getStreak: ({ about = false } = {}) =>
      answer('getStreak', {
        ...streakIn(situation),
        ...(about && { about: someAbout(situation) }),
      }),
    startRecovery: () => {
      const started = { ...situation, recovery: 'started' as const };
      if (!situation.failing?.includes('startRecovery')) situation.recovery = 'started';
      return answer('startRecovery', { streak: streakIn(started) });
    },
    explainStreak: ({ from } = {}) =>
      answer(from === undefined ? 'explainStreak' : `explainStreak ${from}`, {
        ...{ programVersion: '1', dayStartHour: 4 },
        days: from === undefined ? daysIn(situation) : [{ ...someFrozenDay, day: from }],
      }),
    getCalendar: ({ month = '2026-11' } = {}) =>
      answer(`getCalendar ${month}`, someCalendar(month)),
    getInsights: () => answer('getInsights', someInsights),
    getLeaderboard: ({ board }) => answer(`getLeaderboard ${board}`, someBoard(board, situation)),
    listChallenges: () =>
      answer('listChallenges', { challenges: someChallenges(situation.joined) }),
    joinChallenge: ({ challengeId }) => {
      if (challengeId === 'thousand') {
        const refused = new FirestreakError('challenge-full', 'resource-exhausted', 'Full.');
        return Promise.reject(refused);
      }
      situation.joined = [...(situation.joined ?? []), challengeId];
      const { part } = someStanding(challengeId, 0);
      return answer(`joinChallenge ${challengeId}`, { part });
    },
    leaveChallenge: ({ challengeId }) => {
      situation.joined = situation.joined?.filter((id) => id !== challengeId) ?? [];
      return answer(`leaveChallenge ${challengeId}`, { left: true });
    },
    setPause: ({ from, to }) =>
      answer(`setPause ${from} ${to}`, planned({ pauses: [{ from, to }] })),
    cancelPause: ({ from, to } = {}) =>
      answer(`cancelPause ${String(from)} ${String(to)}`, planned({})),
    setRestDays: ({ weekdays }) =>
      answer(
        `setRestDays ${weekdays.join()}`,
        planned({ nextRestDays: { restDays: weekdays, from: '2026-11-30' } }),
      ),
    createShare: ({ fields }) => {
      if (situation.shownAs === undefined || situation.shownAs === null) {
        const message = 'Choose a name.';
        const refused = new FirestreakError('private-user', 'failed-precondition', message);
        return Promise.reject(refused);
      }
      const { totals: _, ...made } = someShare;
      situation.shares = [someShare, ...(situation.shares ?? [])];
      return soon(answer(`createShare ${fields.join()}`, { ...made, revokedAt: null }));
    },
    listShares: () => answer('listShares', { shares: [...(situation.shares ?? [])], next: null }),
    revokeShare: ({ shareId }) => {
      situation.shares = (situation.shares ?? []).filter((share) => share.shareId !== shareId);
      const revokedAt = someShare.expiresAt;
      return soon(answer(`revokeShare ${shareId}`, { shareId, revokedAt }));
    },
    trackShare: ({ shareId, via }) => {
      const totals = { views: 12, botViews: 3, clicks: 4, shares: via === undefined ? 1 : 2 };
      return answer(`trackShare ${via ?? 'none'}`, { shareId, totals });
    },
    listDevices: () => answer('listDevices', { devices: [...(situation.devices ?? [])] }),
    registerDevice: ({ platform }) => {
      const device = { deviceId: 'own', platform, seenAt: '2026-11-24T12:00:00Z' };
      situation.devices = [device, ...(situation.devices ?? [])];
      const { deviceId, seenAt } = device;
      return answer('registerDevice', { devices: situation.devices.length, deviceId, seenAt });
    },
    unregisterDevice: ({ deviceId } = {}) => {
      situation.devices = situation.devices?.filter((each) => each.deviceId !== deviceId) ?? [];
      return answer(`unregisterDevice ${String(deviceId)}`, { removed: true });
    },
    getPreferences: () => answer('getPreferences', preferences),
    updatePreferences: async (patch = {}) => {
      const saved = await answer(`updatePreferences ${JSON.stringify(patch)}`, true);
      if (saved) preferences = patched(preferences, patch);
      return preferences;
    },
    setLeaderboardProfile: ({ displayName, revokeShares = false }) => {
      if (displayName === 'Admin') {
        const message = 'This name is reserved. Choose another.';
        return Promise.reject(new FirestreakError('unsuitable-name', 'invalid-argument', message));
      }
      situation.shownAs = displayName;
      if (revokeShares) situation.shares = [];
      const { length: publicShares } = situation.shares ?? [];
      const name = `setLeaderboardProfile ${String(displayName)}${revokeShares ? ' revoke' : ''}`;
      return answer(name, { displayName, publicShares });
    },
    setTimeZone: ({ timeZone }) => {
      situation.streak = 'there';
      return answer(`setTimeZone ${timeZone}`, { streak: someStreak });
    },
  };
  return {
    isDemo: situation.isDemo ?? false,
    push: {
      state: () => situation.push ?? 'impossible',
      turnOn: () => {
        situation.requests.push('turnOn');
        situation.push = situation.allowsPush ? 'allowed' : 'blocked';
        return Promise.resolve(situation.allowsPush ? 'a-token' : undefined);
      },
    },
    call: onlyDeployed(call as Callables, situation),
    followChallenge: async function* ({ challengeId }, { signal } = {}) {
      situation.requests.push(`followChallenge ${challengeId}`);
      for (const value of [4, 5]) yield await Promise.resolve(someStanding(challengeId, value));
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      situation.requests.push(`followed ${challengeId}`);
    },
    onUser: (listener) => {
      userListeners.push(listener);
      listener(situation.user === 'somebody' ? somebody : undefined);
    },
    signIn: (email, password) => {
      situation.requests.push(`signIn ${email}`);
      if (password !== 'right') return Promise.reject(new Error('The password is wrong.'));
      enter(somebody);
      return Promise.resolve();
    },
    signInWithGoogle: () => {
      situation.requests.push('signInWithGoogle');
      enter(somebody);
      return Promise.resolve();
    },
    signOut: () => {
      enter(undefined);
      return Promise.resolve();
    },
    log: ({ activityId = '', type, quantity }) => {
      situation.requests.push(`log ${String(quantity)} ${type}`);
      tell({ status: 'waiting', activityId });
      const outcome = logOutcome(situation, activityId, type);
      if (outcome) tell(outcome);
      return Promise.resolve(outcome ?? { status: 'waiting', activityId });
    },
    undo: (activityId) => {
      situation.requests.push('undo');
      const had = situation.logged?.includes(activityId) ?? false;
      situation.logged = situation.logged?.filter((id) => id !== activityId) ?? [];
      const { today: day } = someStreak;
      const answer = { activityId, day, streak: streakIn(situation), events: [], challenges: [] };
      const outcome: Outcome = { status: 'undone', activityId, answer: had ? answer : null };
      tell(outcome);
      return Promise.resolve(outcome);
    },
    onOutcome: (listener) => {
      outcomeListeners.push(listener);
    },
    waiting: () => Promise.resolve([]),
    refused: () => Promise.resolve(situation.refused ?? []),
    acknowledge: (activityId) => {
      situation.requests.push(`acknowledge ${activityId}`);
      const isOther = (each: RefusedActivity) => each.activityId !== activityId;
      situation.refused = situation.refused?.filter(isOther) ?? [];
      return Promise.resolve();
    },
  };
}
