import { catalogue, eventKinds } from '../../functions/src/events';
import { here } from './cloud/invocation';
import type { CommittedChange } from '../../local/firestore/index';
import { decodeFields } from './decodeFields';
import type { History, Logged } from './history';

/** Notes what a commit has changed. */
export function observe({ path, type, newDocument }: CommittedChange, history: History): void {
  const [collection, id = '', sub, subId = ''] = path.split('/');
  const data = newDocument ? decodeFields(newDocument.fields) : {};
  noteNamed(history, path, newDocument && data);
  const leaves = type === 'deleted' && history.leavers.has(id);
  if (leaves && sub !== undefined) return;
  if (collection === 'shares' && type === 'created') {
    history.cards.push(Date.now());
  } else if (collection === 'users' && sub === 'activities') {
    const logged = history.logged.get(`${id}/${subId}`);
    if (!logged) history.wrong.push(`${path}: nobody logged it`);
    else if (type === 'created') noteLogged(logged, data);
    // One that occurred before may make it count for another day.
    else if (type === 'deleted' || logged.stored !== withoutDay(data)) {
      history.wrong.push(`${path}: ${type}`);
    }
  } else if (collection === 'users' && sub === 'events') {
    if (type !== 'created') {
      if (!mayComeAgain(String(data['kind'])))
        history.wrong.push(`${path}: ${type} by ${here().actor}`);
      return;
    }
    if (data['kind'] === 'streak_broken') history.breaks.push(id);
  } else if (collection === 'users' && sub === undefined) {
    for (const field of ['lapseAt', 'remindAt'] as const) note(history.due[field], id, data[field]);
    history.shards.add(Number(data['shard']));
    noteMove(history, id, data);
    notePlan(history, id, data);
    noteRecovery(history, id, data);
    noteParts(history, id, data);
  } else if (collection === 'challenges' && sub === 'participants') {
    if (type === 'deleted') history.parts.delete(`${subId} ${id}`);
  } else if (collection === 'challenges' && sub === undefined) {
    noteChallenge(history, id, data);
  } else if (collection === 'deliveries') {
    note(history.deliveriesDue, id, data['dueAt']);
    noteClaim(history, id, data);
  } else if (path === 'settings/outages') {
    history.sweeps = (data['sweeps'] as unknown[]).length > 0;
  }
}

/** A second reminder of a day, or nudge, is the first once more, and is not told; so is a record that is set anew. */
function mayComeAgain(kind: string): boolean {
  const found = eventKinds.find((each) => each === kind);
  return found === 'personal_record' || (found && catalogue[found].category === 'clock') === true;
}

/** Leaves nothing out that names a user, path or field, but the record of what administrators did: it stays. */
function noteNamed({ leavers, named }: History, path: string, data: object | undefined): void {
  if (leavers.size === 0 || path.startsWith('operatorActions/')) return;
  const text = data && `${path} ${JSON.stringify(data)}`;
  if (text !== undefined && [...leavers].some((uid) => text.includes(uid))) named.add(path);
  else named.delete(path);
}

function note(due: Map<string, number>, id: string, at: unknown): void {
  if (isTimestamp(at)) due.set(id, at.toMillis());
  else due.delete(id);
}

/** The same claim is stored again with what came of its attempt. */
function noteClaim(
  { claims }: History,
  deliveryId: string,
  { status, dueAt }: Readonly<Record<string, unknown>>,
): void {
  if (status !== 'sending' || !isTimestamp(dueAt)) return;
  const until = dueAt.toMillis();
  if (claims.some((known) => known.deliveryId === deliveryId && known.until === until)) return;
  claims.push({ deliveryId, at: Date.now(), until });
}

function noteLogged(logged: Logged, data: object): void {
  logged.written += 1;
  logged.stored = withoutDay(data);
  logged.timeZone = (here().request as { timeZone?: string }).timeZone;
  logged.heardAt = Date.now();
}

function withoutDay(data: object): string {
  return JSON.stringify({ ...data, day: undefined });
}

/** A user is in the zone that they told from the instant that the store says it was judged at. */
function noteMove(history: History, uid: string, data: Readonly<Record<string, unknown>>): void {
  const { operation, request } = here();
  const streak = data['streak'] as { settledAt?: unknown } | undefined;
  if (operation !== 'setTimeZone' || !isTimestamp(streak?.settledAt)) return;
  const { timeZone: zone, fixed } = request as { timeZone: string; fixed?: boolean };
  const at = streak.settledAt.toMillis();
  history.moves.push({ uid, zone, at, heardAt: Date.now(), ...(fixed !== undefined && { fixed }) });
}

/** What a user has planned is judged from the instant of the commit on. */
function notePlan(history: History, uid: string, data: Readonly<Record<string, unknown>>): void {
  const { operation, request } = here();
  const { settledAt } = (data['streak'] ?? {}) as { settledAt?: unknown };
  if (!isTimestamp(settledAt)) return;
  const at = settledAt.toMillis();
  if (operation === 'setRestDays') {
    const { weekdays } = request as { weekdays: number[] };
    history.said.push({ uid, at, kind: 'rest', weekdays });
  } else if (operation === 'setPause' || operation === 'cancelPause') {
    const kind = operation === 'setPause' ? 'pause' : 'resume';
    history.said.push({ uid, at, kind, ...(request as { from: string; to: string }) });
  }
}

/** An attempt counts what is done from when it was first stored. */
function noteRecovery(
  { recoveries }: History,
  uid: string,
  data: Readonly<Record<string, unknown>>,
): void {
  if (here().operation !== 'startRecovery') return;
  const { attempts } = data['streak'] as { attempts: readonly Attempt[] };
  for (const { day, startedAt, needed } of attempts) {
    if (recoveries.some((known) => known.uid === uid && known.day === day)) continue;
    recoveries.push({ uid, day, startedAt: startedAt.toMillis(), needed });
  }
}

function noteChallenge(
  { opened, closed, challengesDue }: History,
  id: string,
  { state, repeatAt, closesAt }: Readonly<Record<string, unknown>>,
): void {
  if (!opened.has(id)) opened.set(id, Date.now());
  if (state === 'closed' && !closed.has(id)) closed.set(id, Date.now());
  const due = [repeatAt, state === 'open' ? closesAt : null].filter(isTimestamp);
  if (due.length === 0) challengesDue.delete(id);
  else challengesDue.set(id, Math.min(...due.map((at) => at.toMillis())));
}

/**
 * Somebody is in a challenge from the instant that the store says. By a clock that is behind it can be
 * one before what was logged already; that does not count.
 */
function noteParts(history: History, uid: string, data: Readonly<Record<string, unknown>>): void {
  const { enrolments = {} } = (data['streak'] ?? {}) as { enrolments?: Record<string, Enrolment> };
  for (const [id, { joinedAt }] of Object.entries(enrolments)) {
    const key = `${uid} ${id}`;
    if (history.parts.has(key)) continue;
    const before = [...history.logged.values()].flatMap((activity) =>
      activity.uid === uid && activity.written > 0 ? [activity.occurredAt + 1] : [],
    );
    history.parts.set(key, { uid, id, joinedAt: Math.max(joinedAt.toMillis(), ...before) });
  }
}

interface Enrolment {
  readonly joinedAt: { toMillis(): number };
}

interface Attempt {
  readonly day: string;
  readonly startedAt: { toMillis(): number };
  readonly needed: number;
}

function isTimestamp(value: unknown): value is { toMillis: () => number } {
  return typeof value === 'object' && value !== null && 'toMillis' in value;
}
