import type { Outcome } from '../../documents/delivery';
import { isSuppressed, type Suppression } from '../../documents/suppression';
import type { Catalogues } from '../../languages/catalogues';
import type { Mail, MailAnswer } from '../../platform/mail';
import type { Fill } from '../../platform/template';
import type { Outgoing, Sender } from './deliver';
import { renderMail } from './render';
import { linkTo, targetOf } from './target';

/** What sending mail needs from outside. */
export interface MailDeps {
  readonly mail: Mail;
  readonly templates: () => Promise<Fill>;
  readonly texts: Catalogues;
  /** The verified address of a user, if there is one. */
  readonly addressOf: (uid: string) => Promise<string | undefined>;
  readonly suppressionOf: (uid: string) => Promise<Suppression | undefined>;
  readonly from: () => string;
  /** Of whoever sends, as laws on commercial mail ask for; empty: none is given. */
  readonly postalAddress: string;
  /** The app's https URL. */
  readonly appUrl: () => string;
  /** The link that ends a user's mail. */
  readonly unsubscribeLink: (uid: string) => string;
  /** Whether SendGrid reports to us what has become of mail. */
  readonly hasReports: boolean;
}

/**
 * Sends mail to the verified address of a user. SendGrid sends again what it is asked again, so after
 * an attempt without an answer only a report can tell: where reports come, one that has not come by
 * the end of the lease says that nothing was sent; where none come, nothing is sent again.
 */
export function mailSender(deps: MailDeps): Sender {
  return {
    mayRepeat: deps.hasReports,
    async prepare(outgoing) {
      const letter = await letterFor(outgoing, deps);
      if (!letter) return undefined;
      const { correlationId, uid: userId } = outgoing;
      return async () => {
        const answer = await deps.mail(letter, { operation: 'mail', correlationId, userId });
        return outcomeOf(answer, deps.hasReports);
      };
    },
  };
}

async function letterFor(outgoing: Outgoing, deps: MailDeps) {
  const { uid, deliveryId, message, moment } = outgoing;
  const to = await deps.addressOf(uid);
  if (to === undefined || isSuppressed(await deps.suppressionOf(uid), uid, to)) return undefined;
  const unsubscribe = deps.unsubscribeLink(uid);
  const appUrl = deps.appUrl();
  const links = {
    app: linkTo(appUrl, targetOf(message, moment)),
    preferences: linkTo(appUrl, { open: 'preferences', id: '' }),
    unsubscribe,
  };
  const words = renderMail(await deps.templates(), outgoing, deps.texts, {
    ...links,
    brand: nameIn(deps.from()),
    postalAddress: deps.postalAddress,
  });
  return {
    from: deps.from(),
    to,
    ...words,
    headers: {
      // RFC 8058: mail programs offer to unsubscribe with one POST.
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    customArgs: { delivery: deliveryId },
    category: message.kind,
  };
}

/** The name in a sender such as `Streaks <streak@example.com>`; empty where there is none. */
function nameIn(from: string): string {
  const [name = '', address] = from.split('<');
  return address === undefined ? '' : name.replaceAll('"', '').trim();
}

function outcomeOf(answer: MailAnswer, hasReports: boolean): Outcome {
  const nothing = { reached: [], providerIds: [] };
  switch (answer.is) {
    case 'accepted':
      return { is: 'accepted', providerIds: answer.id === '' ? [] : [answer.id], reached: [] };
    case 'later':
      return { ...answer, ...nothing };
    case 'unknown': {
      // Nothing better than the answer will come, so a plain "no" is believed.
      const saysNo = answer.code === '500' || answer.code === '503';
      const { code } = answer;
      if (saysNo && !hasReports) return { is: 'later', code, attempted: true, ...nothing };
      return answer;
    }
    case 'refused':
      return answer;
  }
}
