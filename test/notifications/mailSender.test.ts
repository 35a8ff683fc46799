import { mailSender } from '../../functions/src/features/notifications/mailSender';
import { catalogues } from '../../functions/src/languages/catalogues';
import { loadTemplates } from '../../functions/src/platform/template';
import type { Mail } from '../../functions/src/platform/mail';
import { samples } from '../../tools/previewTemplates/samples';

type Letter = Parameters<Mail>[0];

/** The mail of a sample, from a sender. */
async function mailOf(name: string, from: string): Promise<Letter> {
  const sample = samples.find((each) => each.name === name);
  if (!sample) throw new Error(`There is no sample ${name}.`);
  const sent: Letter[] = [];
  const sender = mailSender({
    mail: (letter) => {
      sent.push(letter);
      return Promise.resolve({ is: 'accepted', id: 'm1' });
    },
    templates: loadTemplates,
    texts: catalogues,
    addressOf: () => Promise.resolve('ada@example.com'),
    suppressionOf: () => Promise.resolve(undefined),
    from: () => from,
    postalAddress: '1 Long Road, Leeds',
    appUrl: () => 'https://app.example.com',
    unsubscribeLink: () => 'https://app.example.com/unsubscribe?token=t',
    hasReports: true,
  });
  const delivery = { uid: 'ada', deliveryId: 'ada_e_email', correlationId: 'c', reached: [] };
  const send = await sender.prepare({
    ...{ ...delivery, ...sample, language: 'en', now: 0, expiresAt: 1000 },
  });
  await send?.();
  const [letter] = sent;
  if (!letter) throw new Error('Nothing was sent.');
  return letter;
}

test.each([
  ['Streaks <streak@example.com>', 'Streaks'],
  ['"Streaks, daily" <streak@example.com>', 'Streaks, daily'],
])('a mail from %s begins with the name of its sender', async (from, brand) => {
  const { html } = await mailOf('recovery_closing.0', from);
  expect(html).toContain(`>${brand}</p>`);
});

test('a mail from a mere address begins with what it is about, and every mail is readable in the dark', async () => {
  const { html } = await mailOf('recovery_closing.0', 'streak@example.com');
  expect(html.match(/<p class="small"/g)).toHaveLength(1);
  expect(html).toContain('prefers-color-scheme: dark');
});
