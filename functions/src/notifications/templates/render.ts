import type { Fill } from '../../platform/fill';
import type { Message } from '../messages/message';
import type { Language } from '../preferences/preferences';
import { catalogues } from './catalogues';
import { mailLayout } from './mailLayout';

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
  fill: Fill,
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
  fill: Fill,
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
