import type { ResponseOf } from '../../../client/src';
import { defaultPreferences } from '../../../functions/src/contracts/preferences';

/** What holds for users who have not chosen. */
export const somePreferences: ResponseOf<'getPreferences'> = {
  ...defaultPreferences,
  languages: ['en', 'de', 'pl'],
  kinds: { ...defaultPreferences.kinds },
};
