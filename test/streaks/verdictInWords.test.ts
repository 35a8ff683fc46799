import type { LedgerDay } from '../../functions/src/engine/ledger';
import { type Language, languages } from '../../functions/src/languages/catalogues';
import { loadWords, reasonIn } from './inEnglish';

beforeAll(loadWords);

const blank: LedgerDay = {
  count: 0,
  plainXp: 0,
  boostedXp: 0,
  categories: [],
  hours: {},
  byHour: {},
  verdict: 'open',
  changes: 0,
  xp: 0,
  current: 0,
  freezesBefore: 0,
  freezes: 0,
  zone: 'UTC',
  start: 0,
  end: 0,
  programVersion: '1',
};

const said = (entry: LedgerDay) => ({ entry, isBefore: false, capped: [] });

const words: [Partial<LedgerDay>, string][] = [
  [{ verdict: 'open' }, 'The day is not over; it is judged when it ends.'],
  [{ verdict: 'active', count: 1, current: 1 }, '1 activity: 1st active day of the run.'],
  [{ verdict: 'active', count: 2, current: 2 }, '2 activities: 2nd active day of the run.'],
  [{ verdict: 'active', count: 3, current: 3 }, '3 activities: 3rd active day of the run.'],
  [{ verdict: 'active', count: 1, current: 4 }, '1 activity: 4th active day of the run.'],
  [{ verdict: 'active', count: 1, current: 11 }, '1 activity: 11th active day of the run.'],
  [{ verdict: 'active', count: 1, current: 112 }, '1 activity: 112th active day of the run.'],
  [{ verdict: 'active', count: 1, current: 121 }, '1 activity: 121st active day of the run.'],
  [
    { verdict: 'kept', keptReason: 'travel', current: 5 },
    'No activity. A change of time zone passed over the day, so it is kept; the run stays at 5 days.',
  ],
  [
    { verdict: 'broken', lost: 5, passedOver: [0] },
    'No activity and no freeze held: the run of 5 days ended. A change of time zone passed over the day, but another less than 7 days before had kept a day already.',
  ],
  [
    { verdict: 'open', zones: ['America/Los_Angeles', 'UTC'] },
    'The day is not over; it is judged when it ends. It counts until it has ended in America/Los_Angeles and UTC.',
  ],
  [
    {
      ...{ verdict: 'active', count: 2, current: 3, zones: ['Asia/Tokyo', 'Europe/Berlin'] },
      fromOtherDays: [{ day: '2026-06-14', zone: 'Europe/Berlin', count: 1 }],
    },
    '2 activities: 3rd active day of the run. 1 activity was logged on 2026-06-14 by the clock of Europe/Berlin, a day that had activity already. It counted until it had ended in Asia/Tokyo and Europe/Berlin.',
  ],
  [
    { verdict: 'kept', keptReason: 'skipped-date', current: 1 },
    'No activity. The time zone left this date out of its calendar, so it is kept; the run stays at 1 day.',
  ],
  [
    { verdict: 'kept', keptReason: 'recovered', current: 5 },
    'No activity. Extra activities within 24 hours of its end have made up for it; the run stays at 5 days.',
  ],
  [
    { verdict: 'kept', keptReason: 'paused', current: 5 },
    'No activity. The streak was paused; the run stays at 5 days.',
  ],
  [
    { verdict: 'kept', keptReason: 'rest', current: 5 },
    'No activity. It was a day of rest; the run stays at 5 days.',
  ],
  [
    { verdict: 'open', keptReason: 'rest' },
    'The day is not over; it is a day of rest, so nothing has to be done.',
  ],
  [
    { verdict: 'kept', keptReason: 'outage', current: 0 },
    'No activity. The service was down, so the day is kept; there was no run to lose.',
  ],
  [
    { verdict: 'frozen', freezes: 1, current: 12 },
    'No activity. A freeze was used, 1 left; the run stays at 12 days.',
  ],
  [{ verdict: 'broken', lost: 1 }, 'No activity and no freeze held: the run of 1 day ended.'],
  [{ verdict: 'broken', lost: 30 }, 'No activity and no freeze held: the run of 30 days ended.'],
  [{ verdict: 'missed' }, 'No activity. There was no run to lose.'],
];

test('a day kept for an outage says which one it was', () => {
  const [from, to] = [Date.parse('2026-03-04T02:00:30Z'), Date.parse('2026-03-04T05:30Z')];
  const outage = { id: 'any', from, to, reason: 'Full disk. ' };
  const day: LedgerDay = { ...blank, verdict: 'kept', keptReason: 'outage', current: 3 };
  expect(reasonIn('en', { ...said(day), outage })).toBe(
    'No activity. The service was down from 2026-03-04 02:00 to 2026-03-04 05:30 UTC (Full disk), so the day is kept; the run stays at 3 days.',
  );
});

test.each(words)('%j in words', (day, expected) => {
  expect(reasonIn('en', said({ ...blank, ...day }))).toBe(expected);
});

test.each<[Language, Partial<LedgerDay>, string]>([
  ['de', { verdict: 'active', count: 1, current: 3 }, '1 Aktivität: 3. aktiver Tag der Serie.'],
  [
    'de',
    { verdict: 'kept', keptReason: 'off-day', dayOff: { nth: 2, of: 3 }, current: 12 },
    'Keine Aktivität. Es war ein freier Tag: 2 von 3 in dieser Woche; die Serie bleibt bei 12 Tagen.',
  ],
  [
    'de',
    { verdict: 'frozen', freezes: 0, current: 1, freezesGiven: -1 },
    'Keine Aktivität. Ein Freeze wurde verbraucht, 0 übrig; die Serie bleibt bei 1 Tag. 1 Freeze wurde vom Betreiber des Dienstes abgezogen.',
  ],
  [
    'de',
    { verdict: 'broken', lost: 1_200 },
    'Keine Aktivität und kein Freeze übrig: Die Serie von 1.200 Tagen ist beendet.',
  ],
  ['pl', { verdict: 'active', count: 1, current: 2 }, '1 aktywność: 2. aktywny dzień serii.'],
  ['pl', { verdict: 'active', count: 22, current: 5 }, '22 aktywności: 5. aktywny dzień serii.'],
  [
    'pl',
    { verdict: 'broken', lost: 3 },
    'Brak aktywności i zamrożeń: seria, która trwała 3 dni, dobiegła końca.',
  ],
  [
    'pl',
    { verdict: 'kept', keptReason: 'recovered', current: 1 },
    'Brak aktywności. Dodatkowe aktywności w ciągu 24 godzin od jego końca go odrobiły; seria nadal trwa 1 dzień.',
  ],
])('in %s: %j', (language, day, expected) => {
  expect(reasonIn(language, said({ ...blank, ...day }))).toBe(expected);
});

/** Days that between them have every sentence, with each reason of a day that is over and one that is not. */
const everything = words.flatMap(([day]) => {
  const given = [1, -2].map((freezesGiven) => ({ ...blank, ...day, freezesGiven }));
  return [...given, { ...blank, ...day, rewards: { sprint: { xp: 100, freezes: 2 } } }];
});

test.each(languages)(
  'in %s every day has its sentences, in the forms of the language',
  (language) => {
    const capped = [{ type: 'walk', xp: 2_500, counted: 15 }];
    const outage = { id: 'any', from: 0, to: 1, reason: 'Full disk' };
    for (const entry of everything) {
      for (const extra of [{}, { outage, capped }, { isBefore: true }]) {
        const text = reasonIn(language, { ...said(entry), ...extra });
        expect(text).toMatch(/^[^{}]+\.$/u);
        expect(text).not.toMatch(/undefined|NaN| {2}/);
      }
    }
  },
);
