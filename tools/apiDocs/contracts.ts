import { callables } from '../../functions/src/functions';

/** The contract of every callable, in the order of the table. */
export const contracts = Object.values(callables).map(({ contract }) => contract());
