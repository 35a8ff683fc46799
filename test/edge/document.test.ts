import { logEntries } from '../support/logEntries';
import { Timestamp } from 'firebase-admin/firestore';
import { document } from '../../functions/src/edge/document';
import type { DocumentChange, DocumentRow, HandlerOf } from '../../functions/src/edge/rows';
import { functions } from '../../functions/src/functions';
import type { LogContext } from '../../functions/src/platform/log';

const time = '2026-03-04T12:00:00.000Z';
const updateTime = Timestamp.fromMillis(Date.parse(time) - 5);
const event = { id: 'e1', time, params: { uid: 'ada', month: '2026-03' } };

/** A document of an event, or the place of one that is not there. */
const snapshot = (data?: object) => ({ data: () => data, updateTime: data && updateTime });

const created: DocumentRow = functions.onStreakEvent;
const written: DocumentRow = functions.onLedgerWritten;

async function handled(row: DocumentRow, data: unknown, more: HandlerOf<DocumentRow> = accept) {
  const calls: [DocumentChange, LogContext][] = [];
  const handle: HandlerOf<DocumentRow> = (change, context) => {
    calls.push([change, context]);
    return more(change, context);
  };
  await document('aFunction', row, handle, {}).run({ ...event, data } as never);
  return calls;
}

const accept = () => Promise.resolve();

beforeEach(() => {
  logEntries.length = 0;
});

test.each([
  ['of a document that names it', { n: 1, correlationId: 'run-1234' }, 'run-1234'],
  ['of the event, where the document names none', { n: 1 }, 'e1'],
  ['of the event, where what the document names is no text', { correlationId: 7 }, 'e1'],
])('a handler follows a document that was created under the id %s', async (_, data, id) => {
  const change = { id: 'e1', params: event.params, before: undefined, after: data, at: updateTime };
  const context = { operation: 'aFunction', correlationId: id };
  expect(await handled(created, snapshot(data))).toEqual([[change, context]]);
});

test('a handler is told what was there before and what is after, and when', async () => {
  const change = { before: snapshot({ n: 1 }), after: snapshot({ n: 2 }) };
  expect(await handled(written, change)).toMatchObject([
    [{ before: { n: 1 }, after: { n: 2 }, at: updateTime }, { correlationId: 'e1' }],
  ]);
});

test('a deletion happened after all that was written until its event', async () => {
  const change = { before: snapshot({ n: 1 }), after: snapshot() };
  const at = Timestamp.fromMillis(Date.parse(time) + 1);
  expect(await handled(written, change)).toMatchObject([[{ before: { n: 1 }, at }, {}]]);
});

test('a failure is logged under the id of the document, and brings the change back', async () => {
  const fail = () => Promise.reject(new Error('down'));
  const data = snapshot({ correlationId: 'run-1234' });
  await expect(handled(created, data, fail)).rejects.toThrow('down');
  expect(logEntries).toMatchObject([
    { message: 'unexpected_failure', operation: 'aFunction', correlationId: 'run-1234' },
  ]);
});
