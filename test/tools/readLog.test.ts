import { gzipSync } from 'node:zlib';
import { program } from '../../functions/src/program';
import { UsageError } from '../../local/suite/usageError';
import { MalformedLogError, readLog } from '../../tools/replay/readLog';
import { header, logFile } from './logFile';

const good = 'ada\tEurope/Berlin\t2026-03-10T12:00:00Z\tquiz_easy_passed';

const read = (content: string | Buffer, name?: string) => readLog(logFile(content, name), program);

/** What a log is refused with. */
async function refusalOf(content: string | Buffer, name?: string): Promise<string> {
  const outcome: unknown = await read(content, name).catch((error: unknown) => error);
  if (outcome instanceof UsageError) return outcome.message;
  throw new Error(`not refused: ${JSON.stringify(outcome)}`);
}

test('the id is the row number, the quantity 1 and the delivery at once unless said otherwise', async () => {
  const noon = Date.parse('2026-03-10T12:00:00Z');
  expect(await read(`${header}\n${good}\n${good}\n`)).toMatchObject([
    { activityId: '1', quantity: 1, occurredAt: noon, deliveredAt: noon },
    { activityId: '2' },
  ]);
});

test('rows are read in the order of delivery, whatever the order of columns', async () => {
  const text = [
    'deliveredAt\ttype\toccurredAt\ttimeZone\tuser\tquantity\tactivityId',
    '2026-03-11T12:00:00Z\tquiz_easy_passed\t2026-03-10T12:00:00Z\tUTC\tada\t3\tlate',
    '\tquiz_easy_passed\t2026-03-11T08:00:00+02:00\tUTC\tada\t\tsoon',
  ].join('\r\n');
  expect(await read(text)).toMatchObject([
    { activityId: 'soon', quantity: 1, deliveredAt: Date.parse('2026-03-11T06:00:00Z') },
    { activityId: 'late', quantity: 3 },
  ]);
});

const json = JSON.stringify({
  ...{ user: 'ada', timeZone: 'UTC', occurredAt: '2026-03-10T12:00:00Z' },
  type: 'quiz_easy_passed',
});

test.each([
  ['with CRLF', `${header}\r\n${good}\r\n`, 'log.tsv'],
  ['with a byte order mark', `\uFEFF${header}\n${good}\n`, 'log.tsv'],
  ['without an end to the last line', `${header}\n${good}`, 'log.tsv'],
  ['with empty lines', `${header}\n\n${good}\n\n`, 'log.tsv'],
  ['gzipped', gzipSync(`${header}\n${good}\n`), 'log.tsv.gz'],
  ['gzipped, whatever its name', gzipSync(`${header}\n${good}\n`), 'log.tsv'],
  ['not gzipped, whatever its name', `${header}\n${good}\n`, 'log.tsv.gz'],
  ['as JSON Lines', `${json}\n`, 'log.jsonl'],
  ['as gzipped JSON Lines', gzipSync(json), 'log.jsonl.gz'],
  ['in several chunks', `${header}\n${`${good}\n`.repeat(3000)}`, 'log.tsv'],
])('a log %s is read', async (_, content, name) => {
  expect((await read(content, name))[0]).toMatchObject({ user: 'ada', type: 'quiz_easy_passed' });
});

test.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['Europe/Kiev', 'Europe/Kiev'],
  ['etc/gmt-3', 'Etc/GMT-3'],
])('the zone %s is %s', async (given, zone) => {
  const [row] = await read(`${header}\n${good.replace('Europe/Berlin', given)}`);
  expect(row?.timeZone).toBe(zone);
});

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const whole = gzipSync(`${header}\n${`${good}\n`.repeat(500)}`);

test.each([
  ['an empty file', '', 'is empty'],
  ['a header alone', `${header}\n`, 'has no rows'],
  ['a header and empty lines', `${header}\r\n\r\n`, 'has no rows'],
  ['UTF-16', utf16(`${header}\n${good}\n`), 'is in UTF-16'],
  ['UTF-16, big end first', utf16(`${header}\n${good}\n`).swap16(), 'is in UTF-16'],
  ['UTF-16 without a mark', utf16(header).subarray(2), 'line 1: holds NUL bytes'],
  ['gzip that is cut off', whole.subarray(0, whole.length - 20), 'damaged or cut off'],
  ['gzip that is damaged', Buffer.from(whole).fill(0x55, 30, 60), 'damaged or cut off'],
  ['no header', `${good}\n${good}`, 'line 1: no column "user"'],
  ['commas', `${header}\n${good}`.replaceAll('\t', ','), 'with tabs between them'],
  ['an unknown column', `${header}\tcolour`, 'line 1: unknown column "colour"'],
  ['a column in another case', header.replace('type', 'Type'), 'line 1: unknown column "Type"'],
  ['a column with a space', header.replace('type', 'type '), 'line 1: unknown column "type "'],
  ['a column twice', `${header}\tuser`, 'line 1: column "user" stands twice'],
  ['old Mac line ends', `${header}\r${good}\r`, 'line 1: holds a control character (U+000D)'],
])('%s: refused, and said why', async (_, content, problem) => {
  expect(await refusalOf(content)).toContain(problem);
});

const withCell = (from: string, to: string) => `${header}\n${good.replace(from, to)}`;
const withColumn = (name: string, cell: string) => `${header}\t${name}\n${good}\t${cell}`;

test.each([
  ['cells that are missing', `${header}\n${good}\nada\tUTC`, 'line 3: has 2 cells instead of 4'],
  ['a tab too many', withCell('ada', 'a\tda'), 'line 2: has 5 cells instead of 4'],
  ['no user', withCell('ada', ''), 'line 2: user: is missing'],
  ['a path as user', withCell('ada', 'a/b'), 'line 2: user: must be a document id'],
  ['dots as user', withCell('ada', '..'), 'line 2: user: must be a document id'],
  ['a reserved id', withCell('ada', '__ada__'), 'line 2: user: must be a document id'],
  ['a long id', withCell('ada', 'a'.repeat(129)), 'line 2: user: has more than 128 characters'],
  ['a space after the id', withCell('ada', 'ada '), 'line 2: user: has a space at its beginning'],
  ['a space before the id', withCell('ada', ' ada'), 'line 2: user: has a space at its beginning'],
  ['another space', withCell('ada', 'ada\u00a0'), 'line 2: user: has a space at its beginning'],
  ['a quoted id', withCell('ada', '"ada"'), 'line 2: user: is quoted'],
  ['quotes that hold a tab', withCell('ada', '"a\tda"'), 'line 2: has 5 cells instead of 4'],
  ['an apostrophe before it', withCell('ada', "'ada"), 'line 2: user: is quoted'],
  ['what cannot be seen', withCell('ada', 'a\u200bda'), 'line 2: user: holds characters that'],
  ['another normal form', withCell('ada', 'a\u0301da'), 'line 2: user: is not in Unicode normal'],
  ['a lone surrogate', `${JSON.stringify({ user: '\ud800' })}\n`, 'user: holds characters that'],
  ['a NUL byte', withCell('ada', 'a\0da'), 'line 2: holds NUL bytes'],
  ['a form feed', withCell('ada', 'a\fda'), 'line 2: holds a control character (U+000C)'],
  ['Latin-1', Buffer.from(withCell('ada', 'ad\u00e4'), 'latin1'), 'line 2: is not UTF-8'],
  ['a line that is too long', withCell('ada', 'a'.repeat(300_000)), 'line 2: has more than 65536'],
  ['an offset', withCell('Europe/Berlin', '+01:00'), 'line 2: timeZone: The time zone must'],
  ['an offset of UTC', withCell('Europe/Berlin', 'UTC+1'), 'line 2: timeZone: The time zone must'],
  [
    'a zone with spaces',
    withCell('Europe/Berlin', 'America/New York'),
    'line 2: timeZone: The time',
  ],
  ['a quoted zone', withCell('Europe/Berlin', '"UTC"'), 'line 2: timeZone: is quoted'],
  ['no zone', withCell('Europe/Berlin', ''), 'line 2: timeZone: is missing'],
  ['a day', withCell('T12:00:00Z', ''), 'line 2: occurredAt: must be an instant'],
  ['an hour that is none', withCell('T12', 'T25'), 'line 2: occurredAt: must be an instant'],
  [
    'the year 1',
    withCell('2026', '0001'),
    'line 2: occurredAt: must lie in the years 1970 to 2999',
  ],
  ['1969', withCell('2026', '1969'), 'line 2: occurredAt: must lie in the years 1970 to 2999'],
  ['the year 3000', withCell('2026', '3000'), 'line 2: occurredAt: must lie in the years 1970 to'],
  ['a longer year', withCell('2026', '+010000'), 'line 2: occurredAt: must be an instant'],
  [
    'a delivery in the year 1',
    withColumn('deliveredAt', '0001-01-01T00:00:00Z'),
    'line 2: deliveredAt: must lie in the years 1970 to 2999',
  ],
  ['an unknown type', withCell('quiz_easy_passed', 'nap'), 'line 2: type: Invalid option'],
  [
    'too many',
    withColumn('quantity', '21'),
    'line 2: quantity: must be a whole number from 1 to 20',
  ],
  ['none', withColumn('quantity', '0'), 'line 2: quantity: must be a whole number from 1 to 20'],
  ['less', withColumn('quantity', '-1'), 'line 2: quantity: must be a whole number from 1 to 20'],
  ['a half', withColumn('quantity', '1.5'), 'line 2: quantity: must be a whole number from 1 to'],
  ['in hex', withColumn('quantity', '0x2'), 'line 2: quantity: must be a whole number from 1 to'],
  ['in powers', withColumn('quantity', '1e1'), 'line 2: quantity: must be a whole number from 1'],
  [
    'very many',
    withColumn('quantity', '9'.repeat(400)),
    'line 2: quantity: must be a whole number',
  ],
  ['an id with a slash', withColumn('activityId', 'a/b'), 'line 2: activityId: '],
])('%s: refused with the line', async (_, content, problem) => {
  const isJson = content.toString().startsWith('{');
  expect(await refusalOf(content, isJson ? 'log.jsonl' : 'log.tsv')).toContain(problem);
});

test.each([
  ['no object', '[]', 'line 1: is not a JSON object'],
  [
    'a field that is unknown',
    json.replace('}', ',"uid":"ben"}'),
    'line 1: Unrecognized key: "uid"',
  ],
  ['a number as user', json.replace('"ada"', '7'), 'line 1: user: '],
  ['half an activity', json.replace('}', ',"quantity":0.5}'), 'line 1: quantity: must be a whole'],
  ['a table', `${header}\n${good}`, 'line 1: is not a JSON object'],
])('JSON Lines with %s: refused with the line', async (_, content, problem) => {
  expect(await refusalOf(content, 'log.jsonl')).toContain(problem);
});

test('the same activity may be delivered again, but an id stands for one activity', async () => {
  const columns = `${header}\tactivityId\tdeliveredAt`;
  const once = `${good}\ta1\t2026-03-10T12:00:00Z`;
  const again = `${good}\ta1\t2026-03-11T12:00:00Z`.replace('Berlin', 'Paris');
  const ofBen = once.replace('ada', 'ben').replace('T12', 'T09');
  expect(await read([columns, once, again, ofBen].join('\n'))).toHaveLength(3);
  for (const [from, to] of [
    ['quiz_easy_passed', 'quiz_hard_passed'],
    ['2026-03-10T12', '2026-03-10T11'],
  ] as const) {
    const other = once.replace(from, to);
    expect(await refusalOf([columns, once, again, other].join('\n'))).toContain(
      'line 4: activityId: "a1" is another activity of this user in line 2',
    );
  }
});

test('every malformed row is named, and of very many the first', async () => {
  const outcome = read(`${header}\nx\n${good}\ny\n`);
  await expect(outcome).rejects.toBeInstanceOf(MalformedLogError);
  expect(await refusalOf(`${header}\nx\n${good}\ny\n`)).toMatch(/^line 2: .*\nline 4: /);
  expect(await refusalOf(`${header}\n${'x\n'.repeat(1000)}`)).toContain('… and 980 more');
});
