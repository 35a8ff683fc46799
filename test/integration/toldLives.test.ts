import './fewShards';
import type {
  ExplainStreakResponse,
  GetStreakResponse,
} from '../../functions/src/contracts/streaks';
import type { Delivery } from '../../functions/src/documents/delivery';
import { clock } from '../../functions/src/platform/clock';
import type { ShownMessage } from '../../local/messages';
import { type Messaging, startMessaging } from './messaging';

const HOUR = 3_600_000;
const FIRST = Date.parse('2026-03-02T00:00:00Z');
const DAYS = 24;

const TYPES = [
  ...['flashcard_set_completed', 'study_guide_completed', 'quiz_easy_passed', 'evaluation_low'],
];

/** Words that a message of a kind has in a language, and in no other. */
const words = {
  freeze_applied: { en: /freeze saved/i, de: /Freeze hat/, pl: /Zamrożenie/ },
  freeze_refunded: { en: /freeze is back/i, de: /Freeze ist zurück/, pl: /zamrożenie wróciło/i },
  streak_broken: { en: /streak has ended/, de: /zu Ende/, pl: /się skończyła/ },
  restored: { en: /streak is back/, de: /ist zurück/, pl: /wróciła/ },
  recovered: { en: /won your streak back/, de: /zurückgeholt/, pl: /odzyskana/ },
  milestone: { en: /milestone/i, de: /Meilenstein/, pl: /Kamień milowy/ },
  weekly_bonus_earned: { en: /Weekly bonus/, de: /Wochenbonus/, pl: /Bonus tygodniowy/ },
  recovery_closing: { en: /Last chance/, de: /Letzte Chance/, pl: /Ostatnia szansa/ },
  pause_ending: { en: /pause ends/, de: /Pause endet/, pl: /przerwa kończy/ },
  away: { en: /begin again/, de: /neue Serie|wieder anfangen/, pl: /nową serię|od nowa/ },
  at_risk: { en: /streak needs you/, de: /wartet auf dich/, pl: /-dniowa seria czeka/ },
} as const;

const begins = { en: /can begin/, de: /kann eine neue beginnen/, pl: /może się zacząć nowa/ };

type Kind = keyof typeof words;
type Language = 'en' | 'de' | 'pl';

/** Somebody, and when they do what: hours of UTC on days from the first, and what they do. */
interface Character {
  readonly uid: string;
  readonly language: Language;
  readonly zoneOn: (day: number, hour: number) => string;
  /** The hours of a day at which they are active. */
  readonly hoursOn: (day: number) => readonly number[];
  /** How many hours later an activity is heard of. */
  readonly lateBy?: (day: number) => number;
  readonly quantity?: number;
  /** Default: the same each day. */
  readonly typeOn?: (day: number) => string | undefined;
  readonly recovers?: boolean;
  /** On a day, the pause that they announce. */
  readonly pauseOn?: (day: number) => { readonly from: string; readonly to: string } | undefined;
}

const missing =
  (...days: readonly number[]) =>
  (day: number, hours: readonly number[]) =>
    days.includes(day) ? [] : hours;

const characters: readonly Character[] = [
  {
    // Loses a run, wins it back, and reaches milestones.
    ...{ uid: 'winner', language: 'en', zoneOn: () => 'Europe/Berlin', recovers: true },
    hoursOn: (day) => (day === 9 ? [9, 10, 11, 12] : missing(8)(day, [9])),
  },
  {
    // Earns freezes, uses them up, and loses the run.
    ...{ uid: 'freezer', language: 'de', zoneOn: () => 'America/New_York', quantity: 20 },
    hoursOn: (day) => missing(6, 10, 14, 15, 16, 20)(day, [17]),
  },
  {
    // Is heard of late on some days: freezes and runs come back.
    ...{ uid: 'offline', language: 'pl', zoneOn: () => 'Asia/Kolkata' },
    hoursOn: (day) => missing(18)(day, [6]),
    lateBy: (day) => ([5, 11].includes(day) ? 34 : 0),
  },
  {
    // The same, with freezes, and with all categories of a week.
    typeOn: (day) => TYPES[day % TYPES.length],
    ...{ uid: 'saver', language: 'en', zoneOn: () => 'Asia/Kolkata', quantity: 20 },
    hoursOn: () => [6],
    lateBy: (day) => ([5, 11].includes(day) ? 34 : 0),
  },
  {
    // Flies each week, and misses a day after each flight.
    ...{ uid: 'flyer', language: 'de' },
    zoneOn: (day) => ['Asia/Tokyo', 'Europe/Berlin', 'America/Los_Angeles'][(day / 7) | 0] ?? 'UTC',
    hoursOn: (day) => missing(8, 15, 16, 20)(day, [13]),
  },
  {
    // Has a device that reports UTC beside one in Sydney.
    ...{ uid: 'two-devices', language: 'pl' },
    zoneOn: (day) => (day % 2 === 0 ? 'Etc/UTC' : 'Australia/Sydney'),
    hoursOn: (day) => missing(9, 10, 17, 18)(day, [11]),
  },
  {
    // Loses a run to an outage that is declared later.
    ...{ uid: 'unlucky', language: 'en', zoneOn: () => 'Europe/Berlin' },
    hoursOn: (day) => missing(12)(day, [18]),
  },
  {
    // Comes no more.
    ...{ uid: 'leaver', language: 'pl', zoneOn: () => 'Europe/Warsaw' },
    hoursOn: (day) => (day < 3 ? [9] : []),
  },
  {
    // Pauses for some days, and goes on.
    ...{ uid: 'pauser', language: 'de', zoneOn: () => 'Europe/Vienna' },
    hoursOn: (day) => missing(6, 7, 8, 9)(day, [12]),
    pauseOn: (day) => (day === 5 ? { from: '2026-03-08', to: '2026-03-11' } : undefined),
  },
];

let world: Messaging;
let heard = 0;
const wrong: string[] = [];
const seen: { uid: string; kind: Kind; channel: string; eventId: string; at: number }[] = [];

const call = async <Response>(
  uid: string,
  name: Parameters<Messaging['app']['call']>[1],
  data = {},
) => (await world.app.call(uid, name, data)) as Response;

beforeAll(async () => {
  world = await startMessaging();
});

afterAll(() => world.close());

/** Lets time pass; holds each message against the streak at the instant at which it is sent. */
async function until(instant: number): Promise<void> {
  const { host } = world.app;
  for (;;) {
    await host.idle();
    await judgeNew();
    const [next] = host.tasks.scheduled;
    if (!next || next.time.getTime() > instant) break;
    world.app.at(next.time.toISOString());
    await host.tasks.runUntil(next.time);
  }
  world.app.at(new Date(instant).toISOString());
}

async function judgeNew(): Promise<void> {
  const messages = world.messages.messages.slice(heard);
  heard = world.messages.messages.length;
  for (const message of messages) await judge(message);
}

async function judge(message: ShownMessage): Promise<void> {
  const { channel } = message;
  const deliveryId =
    channel === 'push' ? message.data['deliveryId'] : message.customArgs['delivery'];
  const found = await world.app.db.doc(`deliveries/${deliveryId}`).get();
  const { uid, eventId, kind } = found.data() as Delivery & { kind: Kind };
  const character = characters.find((each) => each.uid === uid);
  const event = await world.app.db.doc(`users/${uid}/events/${eventId}`).get();
  const day = event.get('day') as string;
  const streak = await call<GetStreakResponse>(uid, 'getStreak');
  const { days } = await call<ExplainStreakResponse>(uid, 'explainStreak', { from: day, to: day });
  const [explained] = days;
  const [title, body] =
    channel === 'push' ? [message.title, message.body] : [message.subject, message.text];
  const link = new URL(
    (channel === 'push'
      ? message.data['link']
      : /https:\/\/app\S*open=\S*/.exec(message.text)?.[0]) ?? '',
  );
  const now = clock.now();
  seen.push({ uid, kind, channel, eventId, at: now });
  const claim = (holds: boolean, what: string) => {
    if (holds) return;
    const when = new Date(now).toISOString();
    wrong.push(
      `${when} ${uid} ${eventId} ${channel}: ${what}. "${title}" "${body}" ${JSON.stringify({ current: streak.current, freezes: streak.freezes, today: streak.today, explained })}`,
    );
  };
  const says = (number: number) => new RegExp(`(^|\\D)${number}(\\D|$)`).test(`${title} ${body}`);
  const language = character?.language ?? 'en';
  claim(words[kind][language].test(`${title} ${body}`), 'is in another language');
  const verdict = explained?.verdict;
  switch (kind) {
    case 'freeze_applied':
      claim(verdict === 'frozen', 'no freeze was used');
      claim(streak.freezes === 0 || says(streak.freezes), 'names other freezes');
      claim(link.searchParams.get('id') === day, 'leads to another day');
      break;
    case 'freeze_refunded':
      claim(verdict === 'active' || verdict === 'kept', 'the freeze is used');
      claim(streak.freezes > 0 && says(streak.freezes), 'names other freezes');
      break;
    case 'streak_broken':
      claim(verdict === 'broken', 'no run has ended');
      claim(says(Number(event.get('lost'))), 'names another run');
      claim(streak.current === 0 || !begins[language].test(body), 'speaks of a new beginning');
      claim(
        link.searchParams.get('open') ===
          (streak.recovery?.day === day && streak.recovery.status !== 'recovered'
            ? 'recovery'
            : 'streak'),
        'leads elsewhere',
      );
      if (streak.recovery?.day === day && streak.recovery.status === 'offered') {
        claim(says(streak.recovery.needed), 'asks for other activities');
      }
      break;
    case 'restored':
      claim(verdict !== 'broken' && verdict !== 'missed', 'the day is lost');
      claim(streak.current > 0 && says(streak.current), 'names another run');
      claim((streak.runStart ?? '9') <= day, 'another run is back');
      claim(
        verdict !== 'kept' || explained?.keptReason !== 'outage' || body.includes('Full disk'),
        'names another cause',
      );
      claim(link.searchParams.get('id') === day, 'leads to another day');
      break;
    case 'recovered':
      claim(explained?.keptReason === 'recovered', 'nothing was won back');
      claim(streak.current > 0 && says(streak.current), 'names another run');
      break;
    case 'milestone':
      claim(says(Number(event.get('days'))), 'names another milestone');
      claim(streak.longest >= Number(event.get('days')), 'was not reached');
      break;
    case 'at_risk':
      claim(streak.current >= 3 && says(streak.current), 'names another run');
      claim(verdict === 'open', 'the day is not open');
      claim(day < streak.today || !streak.activeToday, 'the day is active');
      break;
    case 'recovery_closing':
      claim(streak.recovery?.day === day && says(streak.recovery.needed), 'asks for other things');
      claim(streak.recovery?.status !== 'started' || verdict === 'broken', 'the run is back');
      claim(link.searchParams.get('open') === 'recovery', 'leads elsewhere');
      break;
    case 'pause_ending':
      claim(streak.current > 0 && says(streak.current), 'names another run');
      claim(explained?.keptReason === 'paused' || day === streak.today, 'is not of a pause');
      break;
    case 'away':
      claim(streak.current === 0 && streak.lastActiveDay === day, 'has been active since');
      claim(event.get('left') === 0 || says(Number(event.get('daysAway'))), 'names another number');
      break;
    case 'weekly_bonus_earned':
      claim(link.searchParams.get('open') === 'week', 'leads elsewhere');
      break;
  }
  const zone = streak.timeZone;
  const hour = Number(
    new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(
      now,
    ),
  );
  claim(hour >= 8 && hour < 22, 'came at night');
}

test('each message in whole lives says what the streak is at its moment', async () => {
  world.app.at(new Date(FIRST - HOUR).toISOString());
  const late: { at: number; uid: string; activity: object }[] = [];
  for (const { uid, language } of characters) {
    await world.user(uid);
    await call(uid, 'updatePreferences', { language });
  }
  for (let step = 0; step < DAYS * 24; step += 1) {
    const at = FIRST + step * HOUR;
    const [day, hour] = [Math.floor(step / 24), step % 24];
    await until(at);
    for (const { uid, hoursOn, zoneOn, lateBy, typeOn, quantity = 1 } of characters) {
      if (!hoursOn(day).includes(hour)) continue;
      const activity = {
        ...{ timeZone: zoneOn(day, hour), occurredAt: new Date(at).toISOString(), quantity },
        type: typeOn?.(day) ?? 'quiz_easy_passed',
      };
      late.push({ at: at + (lateBy?.(day) ?? 0) * HOUR, uid, activity });
    }
    for (const { uid, activity } of late.filter((each) => each.at === at)) {
      await world.app.log(uid, activity);
    }
    for (const { uid, pauseOn } of characters) {
      const pause = hour === 13 && pauseOn?.(day);
      if (pause) await call(uid, 'setPause', pause);
    }
    const schedule = hour % 2 === 0 ? 'scheduleMaintenance' : 'scheduleReminders';
    const ran = at + 16 * 60_000;
    await until(ran);
    await world.app.host.runSchedule(schedule, new Date(ran));
    await until(ran + 60_000);
    for (const { uid } of characters.filter(({ recovers }) => recovers && hour === 8 && day > 0)) {
      const { recovery } = await call<GetStreakResponse>(uid, 'getStreak');
      if (recovery?.status === 'offered') await call(uid, 'startRecovery');
    }
    if (day === 13 && hour === 12) {
      const outage = {
        ...{ from: '2026-03-14T06:00:00Z', to: '2026-03-14T22:00:00Z', reason: 'Full disk' },
      };
      await world.app.host.call('declareOutage', outage, { uid: 'root', claims: { admin: true } });
    }
  }
  await until(FIRST + (DAYS + 1) * 24 * HOUR);
  expect(wrong).toEqual([]);
  expect(world.app.host.failures).toEqual([]);
  expect([...new Set(seen.map(({ kind }) => kind))].sort()).toEqual(Object.keys(words).sort());
  const told = seen.map(({ uid, channel, eventId }) => `${uid} ${eventId} ${channel}`);
  expect(told).toEqual([...new Set(told)]);
}, 300_000);

test('whoever was told of an end hears that it is undone, on the same channel and no other', () => {
  const ends = seen.filter(({ kind }) => kind === 'streak_broken');
  const back = seen.filter(({ kind }) => kind === 'restored' || kind === 'recovered');
  const dayOf = ({ uid, channel, eventId }: (typeof seen)[number]) =>
    `${uid} ${eventId.split('.')[1]} ${channel}`;
  const told = new Set(ends.map(dayOf));
  expect(back.map(dayOf).filter((each) => !told.has(each))).toEqual([]);
  const undone = [
    'winner 2026-03-10',
    'offline 2026-03-07',
    'offline 2026-03-13',
    'unlucky 2026-03-14',
  ];
  expect(new Set(back.map(dayOf))).toEqual(
    new Set(undone.flatMap((each) => [`${each} push`, `${each} email`])),
  );
});
