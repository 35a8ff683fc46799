import { programSchema } from '../../functions/src/shared/programSchema';
import sample from '../../docs/programs/fitness.json';

/** The sample program: days start at midnight, four a week, XP of most activities is capped. */
export const fitness = programSchema.parse(sample);
