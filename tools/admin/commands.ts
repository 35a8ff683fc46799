import { randomUUID } from 'node:crypto';
import type { CallableName } from '../../functions/src/functions';
import { UsageError } from '../../local/suite/usageError';

/** What a command has been given, besides its name. */
export interface Given {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
}

/** A call that a command makes. */
export interface Call {
  readonly name: CallableName;
  readonly data: object;
  /** The user it is made for; by default the operator, as an administrator. */
  readonly as?: string;
}

/** Something that an operator can do. */
interface Command {
  /** How it is written, after its name. */
  readonly arguments: string;
  readonly about: string;
  /** Whether it changes anything: then it needs a reason, and is recorded with it. */
  readonly changes: boolean;
  /** @throws UsageError */
  readonly call: (given: Given) => Call;
}

/** The one value that a command is given. @throws UsageError */
function only(what: string, { positionals }: Given): string {
  const [value, ...others] = positionals;
  if (value === undefined || others.length > 0) throw new UsageError(`Name one ${what}.`);
  return value;
}

/** The options that were given, of those named. */
function some({ options }: Given, ...names: readonly string[]): Record<string, string> {
  const given = names.map((name) => [name, options[name]] as const);
  return Object.fromEntries(
    given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function adjustment(freezes: number, given: Given): Call {
  const { id: adjustmentId = randomUUID() } = given.options;
  const data = { uid: only('user', given), adjustmentId, freezes, ...some(given, 'day', 'reason') };
  return { name: 'adjustFreezes', data };
}

/** What an endpoint of webhooks is to be; what is left out stays as it is. */
function webhookChange(given: Given): Call {
  const { positionals, options } = given;
  const [id, ...others] = positionals;
  if (others.length > 0) throw new UsageError('Name one endpoint, or none for a new one.');
  const { enabled, types } = options;
  if (enabled !== undefined && !/^(yes|no)$/.test(enabled)) {
    throw new UsageError('--enabled is yes or no.');
  }
  const data = {
    ...(id !== undefined && { id }),
    ...some(given, 'url', 'secret', 'reason'),
    ...(enabled !== undefined && { enabled: enabled === 'yes' }),
    ...(types !== undefined && { eventTypes: types === 'all' ? null : types.split(',') }),
  };
  return { name: 'setWebhookEndpoint', data };
}

/** Everything that an operator can do. */
export const commands: Readonly<Record<string, Command>> = {
  streak: {
    arguments: 'UID',
    about: "a user's streak now",
    changes: false,
    call: (given) => ({ name: 'getStreak', data: {}, as: only('user', given) }),
  },
  explain: {
    arguments: 'UID [--from DAY] [--to DAY]',
    about: 'why each day was judged as it was; the last 14 unless days are given',
    changes: false,
    call: (given) => ({
      name: 'explainStreak',
      data: some(given, 'from', 'to'),
      as: only('user', given),
    }),
  },
  repair: {
    arguments: 'UID --reason TEXT',
    about: "folds a user's streak anew from all activities, and says what has changed",
    changes: true,
    call: (given) => ({ name: 'repairStreak', data: { uid: only('user', given) } }),
  },
  'give-freeze': {
    arguments: 'UID [--day DAY] [--id ID] --reason TEXT',
    about: 'a freeze as of the end of a day (yesterday); from before a break it undoes that',
    changes: true,
    call: (given) => adjustment(1, given),
  },
  'take-freeze': {
    arguments: 'UID [--day DAY] [--id ID] --reason TEXT',
    about: 'takes a freeze as of the end of a day (yesterday)',
    changes: true,
    call: (given) => adjustment(-1, given),
  },
  merge: {
    arguments: 'FROM INTO [--id ID] --reason TEXT',
    about: 'all that FROM has done counts in INTO, and FROM ends',
    changes: true,
    call: ({ positionals, options }) => {
      const [from, into, ...others] = positionals;
      if (from === undefined || into === undefined || others.length > 0) {
        throw new UsageError('Name two users: the one that ends, and the one that goes on.');
      }
      const { id: requestId, reason } = options;
      return { name: 'mergeUsers', data: { from, into, reason, requestId } };
    },
  },
  letters: {
    arguments: '[--status open|replayed] [--after ID]',
    about: 'work that was given up',
    changes: false,
    call: (given) => ({ name: 'listDeadLetters', data: some(given, 'status', 'after') }),
  },
  replay: {
    arguments: 'ID … | --endpoint ID --reason TEXT',
    about: 'does given-up work again: of letters, or the first 100 of an endpoint of webhooks',
    changes: true,
    call: ({ positionals, options: { endpoint } }) => ({
      name: 'replayDeadLetters',
      data: endpoint === undefined ? { ids: positionals } : { endpoint },
    }),
  },
  webhooks: {
    arguments: '',
    about: 'the endpoints of webhooks, without their secrets',
    changes: false,
    call: () => ({ name: 'listWebhookEndpoints', data: {} }),
  },
  'set-webhook': {
    arguments:
      '[ID] [--url URL] [--enabled yes|no] [--types TYPE,… | all] [--secret rotate|replace] --reason TEXT',
    about: 'adds an endpoint of webhooks or changes one; tells a new secret, this once',
    changes: true,
    call: webhookChange,
  },
  'remove-webhook': {
    arguments: 'ID --reason TEXT',
    about: 'removes an endpoint: nothing more is sent to it',
    changes: true,
    call: (given) => ({
      name: 'removeWebhookEndpoint',
      data: { id: only('endpoint', given), ...some(given, 'reason') },
    }),
  },
  'test-webhook': {
    arguments: 'ID',
    about: 'sends a test event to an endpoint, from this machine, and says what came back',
    changes: false,
    call: (given) => ({ name: 'testWebhookEndpoint', data: { id: only('endpoint', given) } }),
  },
  outages: {
    arguments: '',
    about: 'the outages that were declared',
    changes: false,
    call: () => ({ name: 'listOutages', data: {} }),
  },
  'declare-outage': {
    arguments: '--from INSTANT --to INSTANT --reason TEXT',
    about: 'keeps the days that users lost to it; users read the reason',
    changes: true,
    call: (given) => ({ name: 'declareOutage', data: some(given, 'from', 'to', 'reason') }),
  },
  'revoke-outage': {
    arguments: 'ID --reason TEXT',
    about: 'takes a declaration back',
    changes: true,
    call: (given) => ({ name: 'revokeOutage', data: { id: only('outage', given) } }),
  },
  'preview-retention': {
    arguments: '--days N',
    about: 'how many users RETENTION_DAYS=N would erase; erases nobody',
    changes: false,
    call: ({ options }) => ({ name: 'previewRetention', data: { days: Number(options['days']) } }),
  },
  'publish-boards': {
    arguments: '--reason TEXT',
    about: 'publishes the current leaderboards, at once',
    changes: true,
    call: () => ({ name: 'rebuildLeaderboards', data: {} }),
  },
  'create-challenge': {
    arguments: 'ID --title TEXT --goal KIND [--target N] --from DAY --to DAY --reason TEXT',
    about:
      'opens a challenge to all users, over days of their own zones; KIND: active-days, activities, xp, run, categories',
    changes: true,
    call: (given) => {
      const { title = '', goal = '', target, from = '', to = '' } = given.options;
      return {
        name: 'createChallenge',
        data: {
          challengeId: only('challenge', given),
          title,
          goal: { kind: goal, ...(target !== undefined && { target: Number(target) }) },
          window: { kind: 'days', first: from, last: to },
        },
      };
    },
  },
  maintain: {
    arguments: '--reason TEXT',
    about: 'judges whoever is due, at once',
    changes: true,
    call: () => ({ name: 'runMaintenance', data: {} }),
  },
};
