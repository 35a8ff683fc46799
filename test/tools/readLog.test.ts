import { program } from '../../functions/src/program';
import { MalformedLogError, parseLog } from '../../tools/replay/readLog';

const header = 'user\ttimeZone\toccurredAt\ttype';
const good = 'ada\tEurope/Berlin\t2026-03-10T12:00:00Z\tquiz_easy_passed';

function problemsOf(text: string): readonly string[] {
  try {
    parseLog(text, program);
  } catch (error) {
    if (error instanceof MalformedLogError) return error.problems;
    throw error;
  }
  return [];
}

test('the id is the row number, the quantity 1 and the delivery at once unless said otherwise', () => {
  const noon = Date.parse('2026-03-10T12:00:00Z');
  expect(parseLog(`${header}\n${good}\n${good}\n`, program)).toMatchObject([
    { activityId: '1', quantity: 1, occurredAt: noon, deliveredAt: noon },
    { activityId: '2' },
  ]);
});

test('rows are read in the order of delivery, whatever the order of columns', () => {
  const text = [
    'deliveredAt\ttype\toccurredAt\ttimeZone\tuser\tquantity\tactivityId',
    '2026-03-11T12:00:00Z\tquiz_easy_passed\t2026-03-10T12:00:00Z\tUTC\tada\t3\tlate',
    '\tquiz_easy_passed\t2026-03-11T08:00:00+02:00\tUTC\tada\t\tsoon',
  ].join('\r\n');
  expect(parseLog(text, program)).toMatchObject([
    { activityId: 'soon', quantity: 1, deliveredAt: Date.parse('2026-03-11T06:00:00Z') },
    { activityId: 'late', quantity: 3 },
  ]);
});

test.each([
  ['', 'line 1: no column "user"'],
  [`${header}\tcolour`, 'line 1: unknown column "colour"'],
  [`${header}\tuser`, 'line 1: column "user" stands twice'],
  [`${header}\n${good}\nada\tUTC`, 'line 3: has 2 cells instead of 4'],
  [`${header}\n\n${good.replace('ada', 'a/b')}`, 'line 3: user: must be a document id'],
  [`${header}\n${good.replace('Europe/Berlin', '+01:00')}`, 'line 2: timeZone: The time zone must'],
  [`${header}\n${good.replace('T12:00:00Z', '')}`, 'line 2: occurredAt: must be an instant'],
  [`${header}\n${good.replace('T12', 'T25')}`, 'line 2: occurredAt: must be an instant'],
  [`${header}\n${good.replace('quiz_easy_passed', 'nap')}`, 'line 2: type: Invalid option'],
  [`${header}\tquantity\n${good}\t21`, 'line 2: quantity: Too big'],
  [`${header}\tquantity\n${good}\t1.5`, 'line 2: quantity: Invalid input'],
  [`${header}\tactivityId\n${good}\ta/b`, 'line 2: activityId: '],
])('%j is refused with its line', (text, problem) => {
  expect(problemsOf(text)[0]).toContain(problem);
});

test('every malformed row is named, not only the first', () => {
  expect(problemsOf(`${header}\nx\n${good}\ny\n`)).toHaveLength(2);
});
