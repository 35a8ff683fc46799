import { CANARY } from './canary';

/** Who must not be changed by what others send. */
export const OTHER = 'fuzz-other';

/** Who administers. */
export const ADMIN = 'fuzz-admin';

/** Put in the place of ids that are known only when there is something: a card of {@link OTHER}'s. */
export const OTHERS_SHARE = 'zzothersshare000';

/** Days, months and weeks: in form at least, and at the ends of what calendars know. */
const days = [
  ...['0000-01-01', '0000-01-05', '0001-01-01', '0999-12-31', '1582-10-15', '1899-12-31'],
  ...['1969-12-31', '1970-01-01', '2016-12-31', '2026-02-29', '2026-02-30', '2999-12-31'],
  ...['3000-01-01', '9999-01-01', '9999-12-31', '+010000-01-01', '-000001-12-31', '99999-01-01'],
  ...['0000-01', '0001-01', '1970-01', '2026-00', '2026-13', '2999-12', '9999-12', '-0001-01'],
  ...['0000-W01', '1970-W01', '2026-W53', '9999-W52'],
];

const instants = [
  ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '1969-12-31T23:59:59.999Z'],
  ...['1970-01-01T00:00:00Z', '2016-12-31T23:59:60Z', '2026-03-01T24:00:00Z'],
  ...['2026-03-29T02:30:00+01:00', '2026-03-01T00:00:00-23:59', '2026-03-01T00:00:00+14:00'],
  ...['2999-12-31T23:59:59.999Z', '3000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
  ...['9999-12-31T23:59:59.999999999Z', '+010000-01-01T00:00:00Z', '-000001-01-01T00:00:00Z'],
  ...['+275760-09-13T00:00:00.000Z', '+275760-09-13T00:00:00.001Z', '-271821-04-20T00:00:00Z'],
];

const numbersInWords = [
  ...['NaN', 'Infinity', '-Infinity', '-0', '1e999', '0x10', '0b1', '1_000', '١٢', '１２', '½'],
  ...['null', 'undefined', 'true', '[object Object]', '9'.repeat(400), '-'.repeat(400)],
];

const zones = [
  ...['UTC', 'Etc/GMT+12', 'Etc/GMT-14', 'GMT+02:00', '+05:30', '+23:59', '-24:00', 'EST5EDT'],
  ...['Asia/Calcutta', 'Asia/Kolkata', 'europe/berlin', 'Antarctica/Troll', 'Pacific/Apia'],
  ...['Australia/Lord_Howe', 'America/Argentina/ComodRivadavia', 'Factory', 'localtime'],
  ...['Etc/../etc/passwd', 'Europe/Berlin\u0000', ' Europe/Berlin', `Europe/${CANARY}`],
];

/** Texts that look like others, or like nothing. */
const lookalikes = [
  ...[
    'ᴀᴅᴍɪɴ',
    'ꜰɪʀᴇꜱᴛʀᴇᴀᴋ',
    'ɑdmin',
    'Ꭺdmin',
    '🅰dmin',
    'Տupport',
    'аdmin',
    'ＡＤＭＩＮ',
    'adm\u0131n',
  ],
  ...['evil.com', 't.me/x', 'user＠evil.com', 'İ', 'ß', 'ﬁ', '\u202egnp.exe', 'a\u200db', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢'],
];

/** Names that objects have from their prototype, and what Firestore keeps to itself. */
const reserved = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'length'],
  ...['__name__', '__id__', '__reserved__', '.', '..', '/', '//', 'a/b', '`', 'a.b', '*', '[', '~'],
];

const othersIds = [
  OTHER,
  OTHERS_SHARE,
  `${OTHER}_milestone.7.2026-03-02_email`,
  `users/${OTHER}`,
  `../${OTHER}`,
  `deliverNotification.${OTHER}_x_email`,
  `maintainShard.${OTHER}`,
];

/** Cursors that are made as ours are, and lead elsewhere. */
const cursors = [
  ...[
    ['deliveries uid', 'users/ada'],
    ['users', `users/${OTHER}`],
    ['activities', OTHER],
  ],
  ...[[CANARY, CANARY], ['__proto__', 'x'], ['', ''], [], [1, 2], [null, null], [[['x']]]],
  ...[
    ['activities', `users/${OTHER}/activities/x`],
    ['events', '9'.repeat(2_000)],
  ],
  ...[{ section: 'users', after: OTHER }, null, 0, CANARY, ['activities', '\ud800']],
].map((cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url'));

/** Texts of some form that a field might take, at the ends of what it should. */
export const extremeTexts: readonly string[] = [
  ...days,
  ...instants,
  ...numbersInWords,
  ...zones,
  ...lookalikes,
  ...reserved,
  ...othersIds,
  ...cursors,
  Buffer.from(`["${CANARY}`).toString('base64url'),
  '%',
  '%zz',
  '=',
];

export const extremeNumbers: readonly number[] = [
  ...[0, -0, -1, 1, 0.5, 1.5, 20, 21, 63, 64, 255, 1_000, 65_536, 1e6, 1e9, 2 ** 31, 2 ** 32],
  ...[Number.MAX_SAFE_INTEGER, 2 ** 53, -(2 ** 53), 1e21, 1e308, -1e308, 5e-324, 253_402_300_800],
];
