import { isbot as isKnownBot } from 'isbot';

/**
 * Whether a user agent is that of a program that fetches a page for a preview or an index; one without a name is
 * taken for one. Who reads in an app's own browser is a person.
 */
export function isBot(userAgent: string | undefined): boolean {
  return userAgent === undefined || userAgent === '' || isKnownBot(userAgent);
}
