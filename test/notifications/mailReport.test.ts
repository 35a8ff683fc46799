import { readMailReport } from '../../functions/src/features/notifications/mailReports';

const event = { event: 'open', sg_event_id: 'e1', delivery: 'ada_e_email' };

test.each([0, 1_773_144_000, 32_503_679_999])('a report of second %d is taken', (timestamp) => {
  expect(readMailReport({ ...event, timestamp })?.report.at).toBe(timestamp * 1000);
});

test.each([-1, 32_503_680_000, 1e308, -1e308, 2 ** 53, '1773144000', null, undefined])(
  'a report of second %p, which no clock shows, is passed over',
  (timestamp) => {
    expect(readMailReport({ ...event, timestamp })).toBeUndefined();
  },
);
