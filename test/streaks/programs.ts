import { program as lawSchool } from '../../functions/src/program';
import type { Program } from '../../functions/src/engine/program';
import { fitness } from './fitness';

/** The sample program with other days on which a run asks for activity. */
const onWeekdays: Program = {
  ...fitness,
  cadence: { kind: 'weekdays', weekdays: [1, 2, 4, 6] },
};

/** Programs of every cadence, that properties hold under. */
export const programs: readonly (readonly [string, Program])[] = [
  ['law school, daily', lawSchool],
  ['fitness, on weekdays', onWeekdays],
  ['fitness, days per week', fitness],
];
