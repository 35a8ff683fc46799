import { catalogues, type Language } from '../../languages/catalogues';
import type { Fill } from '../../platform/template';
import { mailLayout } from './mailLayout';
import type { Message } from './message';
import { type Moment, variablesOf } from './moment';

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

/** What is told, when, and in which language. */
export interface Telling {
  readonly message: Message;
  readonly moment: Moment;
  readonly language: Language;
}

/** What a push message says. @throws when a variable is missing */
export function renderPush(fill: Fill, { message, moment, language }: Telling): PushText {
  const { title, body } = catalogues[language].messages[message.kind].push;
  const variables = variablesOf(fill, message, moment, language);
  return {
    title: fill(title, variables, language, 'text'),
    body: fill(body, variables, language, 'text'),
  };
}

/** What a mail says. @param links absolute URLs @throws when a variable is missing */
export function renderMail(
  fill: Fill,
  { message, moment, language }: Telling,
  links: { readonly app: string; readonly unsubscribe: string },
): MailText {
  const { messages, mail } = catalogues[language];
  const { email } = messages[message.kind];
  const variables = variablesOf(fill, message, moment, language);
  const say = (template: string) => fill(template, variables, language, 'text');
  const subject = say(email.subject);
  const heading = say(email.heading);
  const paragraphs = email.paragraphs.map(say).filter((paragraph) => paragraph.trim() !== '');
  const action = say(email.action);
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
    html: fill(mailLayout, frame, language, 'html'),
  };
}
