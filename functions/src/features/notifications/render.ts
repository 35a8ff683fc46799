import { messages } from '../../events';
import type { Catalogue, Catalogues, Language } from '../../languages/catalogues';
import type { Fill } from '../../platform/template';
import { mailLayout } from './mailLayout';
import type { Message } from './message';
import { type Moment, variablesOf } from './moment';

/** A push message in words. */
export interface PushText {
  readonly title: string;
  readonly body: string;
}

/** A button of a push message: opens what it is about, shows it again later, or leads to a pause. */
export interface PushAction {
  readonly action: 'open' | 'snooze' | 'pause';
  readonly title: string;
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
  /** What else there is to tell at the moment. */
  readonly also?: readonly Message[];
  readonly moment: Moment;
  readonly language: Language;
}

/** What a push message says. @throws when a variable is missing */
export function renderPush(fill: Fill, telling: Telling, texts: Catalogues): PushText {
  const { message, moment, language } = telling;
  const words = texts[language];
  const { title, body } = words.messages[message.kind].push;
  const variables = variablesOf(fill, message, moment, language, words);
  return {
    title: fill(title, variables, language, 'text'),
    body: [fill(body, variables, language, 'text'), ...alsoInWords(fill, telling, words)].join(' '),
  };
}

/** The buttons of a push message. @throws when a variable is missing */
export function renderActions(fill: Fill, telling: Telling, texts: Catalogues): PushAction[] {
  const { message, moment, language } = telling;
  const words = texts[language];
  const { action } = words.messages[message.kind].email;
  const open = fill(action, variablesOf(fill, message, moment, language, words), language, 'text');
  const { snooze, pause } = words.actions;
  return [
    { action: 'open', title: open },
    ...(message.kind === 'at_risk'
      ? ([
          { action: 'snooze', title: snooze },
          { action: 'pause', title: pause },
        ] as const)
      : []),
  ];
}

/** A sentence for each other fact; what the message says itself, or what is the same, is left out. */
function alsoInWords(
  fill: Fill,
  { message, also = [], moment, language }: Telling,
  words: Catalogue,
): string[] {
  const [own, ...others] = [message, ...also].map((each) => {
    const variables = variablesOf(fill, each, moment, language, words);
    return fill(words.messages[each.kind].also, variables, language, 'text');
  });
  return [...new Set(others)].filter((sentence) => sentence !== own);
}

/** What stands in every mail beside its words. */
export interface MailFrame {
  /** Absolute URLs. */
  readonly app: string;
  readonly preferences: string;
  readonly unsubscribe: string;
  /** The name of the sender; empty: none. */
  readonly brand: string;
  /** Empty: none. */
  readonly postalAddress: string;
}

/** What a mail says. What push says of the same stands after the subject in lists. @throws when a variable is missing */
export function renderMail(
  fill: Fill,
  telling: Telling,
  texts: Catalogues,
  links: MailFrame,
): MailText {
  const { message, moment, language } = telling;
  const words = texts[language];
  const { mail } = words;
  const { email, push } = words.messages[message.kind];
  const variables = variablesOf(fill, message, moment, language, words);
  const say = (template: string) => fill(template, variables, language, 'text');
  const subject = say(email.subject);
  const heading = say(email.heading);
  const also = alsoInWords(fill, telling, words).join(' ');
  const paragraphs = [...email.paragraphs.map(say), also].filter((text) => text.trim() !== '');
  const action = say(email.action);
  const footer = messages[message.kind].corrects === null ? mail.footer : mail.footerOfCorrection;
  const frame = {
    ...{ language, subject, heading, paragraphs, action },
    ...{ footer, postalAddress: links.postalAddress, brand: links.brand },
    preheader: say(push.body),
    preferences: mail.preferences,
    unsubscribe: mail.unsubscribe,
    link: links.app,
    preferencesUrl: links.preferences,
    unsubscribeUrl: links.unsubscribe,
  };
  const text = [
    heading,
    ...paragraphs,
    `${action}: ${links.app}`,
    [
      `--\n${footer}`,
      `${mail.preferences}: ${links.preferences}`,
      `${mail.unsubscribe}: ${links.unsubscribe}`,
      ...(links.postalAddress === '' ? [] : [links.postalAddress]),
    ].join('\n'),
  ];
  return {
    subject: subject.replace(/\s+/g, ' '),
    text: `${text.join('\n\n')}\n`,
    html: fill(mailLayout, frame, language, 'html'),
  };
}
