import { contract } from '../../platform/contract';
import { z } from 'zod';
import { preferencesPatch, preferencesView } from './wire';

export const getPreferencesContract = contract({
  name: 'getPreferences',
  summary: 'What the caller is told, how and when. Defaults for a user who has not chosen.',
  request: z.strictObject({}),
  response: preferencesView,
  reasons: [],
});

export const updatePreferencesContract = contract({
  name: 'updatePreferences',
  summary:
    'Changes what the caller is told. What the request does not name stays. Answers with all preferences. It also counts for messages that are waiting.',
  request: preferencesPatch,
  response: preferencesView,
  reasons: [],
});
