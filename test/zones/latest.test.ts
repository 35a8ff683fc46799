import { program } from '../../functions/src/program';
import { DAY, MINUTE } from '../shared/wallClock';
import { Traveller } from './traveller';

/** Around the hours in which a day begins in Kiritimati. */
const quarters = Array.from(
  { length: 16 },
  (_, n) => Date.parse('2026-06-10T13:00Z') + n * 15 * MINUTE,
);

test.each(['Pacific/Pago_Pago', 'Etc/GMT+12'])(
  'a first activity from %s counts up to 48 h after it occurred for whoever is in Kiritimati',
  (farthest) => {
    for (const now of quarters) {
      const someone = new Traveller(program);
      const log = (
        activityId: string,
        timeZone: string,
        occurredAt: number,
        deliveredAt: number,
      ) => {
        const what = { activityId, type: 'quiz_easy_passed', quantity: 1 };
        someone.log({ ...what, timeZone, occurredAt, deliveredAt });
      };
      for (let n = 9; n >= 0; n--) {
        const at = now - n * DAY - MINUTE;
        log(`${n}`, 'Pacific/Kiritimati', at, at);
      }
      log('far away', farthest, now - 2 * DAY, now);
      expect(someone.standing(now).activities).toBe(11);
    }
  },
);
