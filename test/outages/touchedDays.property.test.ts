import fc from 'fast-check';
import { addDays } from '../../functions/src/engine/days';
import { coveringOutage, touchedDays } from '../../functions/src/engine/outages';
import { newStreak } from '../../functions/src/engine/streakState';
import { dayBounds, withZone } from '../../functions/src/engine/timeline';
import { DAY, HOUR } from '../shared/wallClock';
import { awkwardZones } from '../shared/zoneNames';

const zone = fc.constantFrom(...awkwardZones, 'Pacific/Kiritimati', 'Pacific/Pago_Pago');
const start = Date.parse('2026-03-20T00:00Z');

test('no day that an outage covers is outside of the days that it can touch', () => {
  const move = fc.record({ after: fc.nat(14 * DAY), zone });
  const situations = fc.record({
    home: zone,
    moves: fc.array(move, { maxLength: 5 }),
    after: fc.nat(14 * DAY),
    length: fc.integer({ min: 1, max: 60 * HOUR }),
    dayStartHour: fc.constantFrom(0, 4, 12, 23),
  });
  fc.assert(
    fc.property(situations, ({ home, moves, after, length, dayStartHour }) => {
      let { timeline } = newStreak(home);
      for (const { after: at, zone: to } of [...moves].sort((a, b) => a.after - b.after)) {
        timeline = withZone(timeline, { at: start + at, zone: to }, undefined);
      }
      const from = start + after;
      const outage = { id: 'any', from, to: from + length, reason: 'any' };
      const { first, last } = touchedDays(outage);
      for (let day = addDays(first, -6); day < addDays(last, 6); day = addDays(day, 1)) {
        const bounds = dayBounds(timeline, day, dayStartHour);
        if (bounds.start === bounds.end || !coveringOutage(bounds, [outage])) continue;
        expect(day >= first && day <= last).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
