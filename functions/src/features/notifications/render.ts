import type { Language } from '../../contracts/preferences';
import type { MessageKind } from '../../events';
import type { RenderTemplate } from '../../platform/template';
import { mailLayout } from './mailLayout';
import type { Message } from './message';
import german from './templates/de.json';
import english from './templates/en.json';

/** The words of one kind of message in one language, as Handlebars templates. */
export interface Wording {
  readonly push: { readonly title: string; readonly body: string };
  readonly email: {
    readonly subject: string;
    readonly heading: string;
    readonly paragraphs: readonly string[];
    /** On the button that leads to the app. */
    readonly action: string;
  };
}

/** Everything that is said in one language. */
export interface Catalogue {
  readonly messages: Readonly<Record<MessageKind, Wording>>;
  readonly mail: {
    /** Why this mail came. */
    readonly footer: string;
    /** The link to unsubscribe. */
    readonly unsubscribe: string;
  };
  readonly unsubscribe: {
    readonly title: string;
    readonly question: string;
    readonly button: string;
    readonly done: string;
    readonly invalid: string;
  };
}

/** What is said, by language. */
export const catalogues: Readonly<Record<Language, Catalogue>> = { en: english, de: german };

/** A push message in words. */
export interface PushText {
  readonly title: string;
  readonly body: string;
}

/** A mail in words, in both forms. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a push message says. @throws when a variable is missing */
export async function renderPush(
  fill: RenderTemplate,
  message: Message,
  language: Language,
): Promise<PushText> {
  const { title, body } = catalogues[language].messages[message.kind].push;
  const variables = variablesOf(message, language);
  return {
    title: await fill(title, variables, 'text'),
    body: await fill(body, variables, 'text'),
  };
}

/** What a mail says. @param links absolute URLs @throws when a variable is missing */
export async function renderMail(
  fill: RenderTemplate,
  message: Message,
  language: Language,
  links: { readonly app: string; readonly unsubscribe: string },
): Promise<MailText> {
  const { messages, mail } = catalogues[language];
  const { email } = messages[message.kind];
  const variables = variablesOf(message, language);
  const say = (template: string) => fill(template, variables, 'text');
  const subject = await say(email.subject);
  const heading = await say(email.heading);
  const paragraphs = await Promise.all(email.paragraphs.map(say));
  const { action } = email;
  const frame = {
    ...{ language, subject, heading, paragraphs, action },
    footer: mail.footer,
    unsubscribe: mail.unsubscribe,
    link: links.app,
    unsubscribeUrl: links.unsubscribe,
  };
  const text = [
    heading,
    ...paragraphs,
    `${action}: ${links.app}`,
    `--\n${mail.footer}\n${mail.unsubscribe}: ${links.unsubscribe}`,
  ];
  return {
    subject: subject.replace(/\s+/g, ' '),
    text: `${text.join('\n\n')}\n`,
    html: await fill(mailLayout, frame, 'html'),
  };
}

function variablesOf({ day, facts }: Message, language: Language): Record<string, string | number> {
  const format = new Intl.DateTimeFormat(language, {
    ...{ day: 'numeric', month: 'long', weekday: 'long' },
    timeZone: 'UTC', // a day is a date, not an instant
  });
  return { ...facts, day: format.format(new Date(day)) };
}
