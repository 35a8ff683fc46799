import type { Model } from '../../engine/insights/likelihood';
import data from './model.json';

/**
 * What is known of all users until a project has fitted its own: aggregates over people, written by
 * `npm run tool -- evaluate-prediction FILE --write-model functions/src/features/insights/model.json`.
 */
export const shippedModel: Model = data;
