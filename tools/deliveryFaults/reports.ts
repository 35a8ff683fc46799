import type { Firestore } from 'firebase-admin/firestore';
import { takeReports } from '../../functions/src/notifications/mail/takeReports';
import type { ShownMessage } from '../../local/messages';
import type { Agenda } from './agenda';
import type { Random } from './random';

const WITHIN_MS = 4 * 60_000;

/** Reports each mail that SendGrid took, twice, a while after `now` (milliseconds since the epoch). */
export function reports(db: Firestore, agenda: Agenda, random: Random, now: () => number) {
  return (message: ShownMessage): void => {
    if (message.channel !== 'email') return;
    const event = {
      event: 'processed',
      sg_event_id: message.id,
      timestamp: now() / 1000,
      delivery: message.customArgs['delivery'],
    };
    for (const copy of [1, 2]) {
      agenda.add(now() + copy * random.next() * WITHIN_MS, async (instant) => {
        await takeReports({ db, now: () => instant }, [event]);
      });
    }
  };
}
