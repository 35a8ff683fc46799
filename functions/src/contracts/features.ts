interface Feature {
  /** What users and operators have of it. */
  readonly gives: string;
  /** The features that it does not work without, besides `streaks`. */
  readonly needs: readonly string[];
}

/** What an app can deploy, part by part. `streaks` is always there; every other feature works with it alone. */
export const features = {
  streaks: {
    gives:
      'logging, the streak with its reasons, recovery, maintenance, the audit, export and erasure',
    needs: [],
  },
  plans: { gives: 'pauses and weekdays of rest', needs: [] },
  calendar: { gives: 'a month or year at a glance, cached', needs: [] },
  notifications: { gives: 'push messages, reminders and preferences', needs: [] },
  email: {
    gives: 'the same by e-mail, through SendGrid, with its three secrets',
    needs: ['notifications'],
  },
  leaderboards: { gives: 'boards of the week, the month and all time', needs: [] },
  insights: { gives: 'weekly insights', needs: [] },
  challenges: { gives: 'challenges with goals, places and rewards', needs: [] },
  sharing: { gives: 'share cards: their page, image and clicks', needs: [] },
  outages: { gives: 'for operators: days without a verdict after an outage', needs: [] },
  events: {
    gives: 'what happens, told to the app: on a topic, through Eventarc, by webhooks',
    needs: [],
  },
  retention: { gives: 'erasure of users who have been silent for RETENTION_DAYS', needs: [] },
  operators: {
    gives: 'for operators: dead letters, repairs, freezes by hand, maintenance at once',
    needs: [],
  },
} as const satisfies Readonly<Record<string, Feature>>;

export type FeatureName = keyof typeof features;

/** A feature that an app may leave out. */
export type OptionalFeature = Exclude<FeatureName, 'streaks'>;

/** Every feature. */
export const allFeatures: ReadonlySet<FeatureName> = new Set(
  Object.keys(features).filter((name) => isFeature(name)),
);

function isFeature(name: string): name is FeatureName {
  return Object.hasOwn(features, name);
}

/**
 * The features of an app that has named these.
 *
 * @throws Error naming every feature that does not exist, and every one that lacks another
 */
export function featuresNamed(names: readonly string[]): ReadonlySet<FeatureName> {
  const named = new Set<FeatureName>(['streaks', ...names.filter((name) => isFeature(name))]);
  const unknown = names
    .filter((name) => !isFeature(name))
    .map((name) => `There is no feature "${name}".`);
  const lacking = [...named].flatMap((name) =>
    features[name].needs
      .filter((need) => !named.has(need))
      .map((need) => `"${name}" needs "${need}": name it too.`),
  );
  const faults = [...unknown, ...lacking];
  if (faults.length === 0) return named;
  const known = Object.keys(features).join(', ');
  throw new Error(`useFeatures(): ${faults.join(' ')} The features are ${known}.`);
}
