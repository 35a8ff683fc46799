import type { DeletedAccount } from '../../functions/src/edge/rows';
import { account } from '../../functions/src/edge/account';
import type { LogContext } from '../../functions/src/platform/log';
import { accountDeleted, type CloudEvent } from '../../local/host/index';

const at = new Date('2026-03-10T12:00:00Z');
const event: CloudEvent = { ...accountDeleted('demo-x', 'ada', at), id: 'e1' };

async function handled(deleted: CloudEvent): Promise<[DeletedAccount, LogContext][]> {
  const seen: [DeletedAccount, LogContext][] = [];
  const follow = (...each: [DeletedAccount, LogContext]) => {
    seen.push(each);
    return Promise.resolve();
  };
  await account('onAccountDeleted', follow, {})(deleted);
  return seen;
}

const context = { operation: 'onAccountDeleted', correlationId: 'e1' };
const deletedAt = at.toISOString();

test.each<[string, CloudEvent, DeletedAccount]>([
  ['of an account', event, { uid: 'ada', deletedAt }],
  ['of one in a tenant', { ...event, tenantid: 't1' }, { uid: 'ada', deletedAt, tenant: 't1' }],
  [
    'with more of it',
    { ...event, data: { oldValue: { uid: 'ada', email: 'ada@example.com' } } },
    { uid: 'ada', deletedAt },
  ],
])('an event %s says who it was, and when', async (_, deleted, expected) => {
  expect(await handled(deleted)).toEqual([[expected, context]]);
});

test.each([
  ['nothing', undefined],
  ['no account', {}],
  ['an account without an id', { oldValue: {} }],
])('one with %s in it is left, not retried for a day', async (_, data) => {
  const silence = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await handled({ ...event, data })).toEqual([]);
  silence.mockRestore();
});

test('what fails comes back', async () => {
  const failing = account('onAccountDeleted', () => Promise.reject(new Error('down')), {});
  await expect(Promise.resolve(failing(event))).rejects.toThrow('down');
  expect(failing.__endpoint.eventTrigger).toMatchObject({ retry: true, region: 'global' });
});
