/** Programs that fetch a page for a preview or an index rather than for a reader. */
const BOT =
  /bot|crawl|spider|slurp|preview|fetch|scan|facebookexternalhit|facebookcatalog|whatsapp|telegram|discord|slack|embedly|pinterest|skype|headless|curl|wget|python|java\/|go-http|axios|node/i;

/** Whether a user agent is that of a program; one without a name is taken for one. */
export function isBot(userAgent: string | undefined): boolean {
  return userAgent === undefined || userAgent === '' || BOT.test(userAgent);
}
