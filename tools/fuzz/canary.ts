/** In what is sent, and never to be found in a log. */
export const CANARY = 'zzcanary';
