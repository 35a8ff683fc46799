import { checkProgram, fitness as preset } from '../../functions/src/program';

/** The preset with a version: days start at midnight, four a week, XP of most activities is capped. */
export const fitness = checkProgram({ version: 'fitness-1', ...preset });
