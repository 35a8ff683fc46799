import type { Model } from './likelihood';
import data from './model.json';

/**
 * What is known of all users until a project has fitted its own: aggregates over people, written by
 * `npm run evaluate:prediction -- FILE --write-model functions/src/insights/prediction/model.json`.
 */
export const shippedModel: Model = data;
