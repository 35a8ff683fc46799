import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import { instant } from '../../platform/instant';
import type { MessageKind } from '../kinds';
import type { Message } from './message';

const count = z.int().min(0);
const event = z.looseObject({ kind: z.string(), day: z.iso.date(), at: instant });

interface Telling {
  readonly as: MessageKind;
  /** The fields of the event that the templates need. */
  readonly facts: z.ZodType<Message['facts']>;
}

/** The kinds of events that users are told of. Others, such as a refunded freeze, are not told. */
const telling: Readonly<Record<string, Telling>> = {
  freeze_applied: { as: 'freeze_applied', facts: z.object({ freezesLeft: count }) },
  streak_broken: {
    as: 'streak_broken',
    facts: z.object({ lost: count, winBack: count.default(0) }),
  },
  streak_restored: { as: 'restored', facts: z.object({ current: count }) },
  recovered: { as: 'recovered', facts: z.object({ current: count }) },
  milestone: { as: 'milestone', facts: z.object({ days: count }) },
  weekly_bonus_earned: { as: 'weekly_bonus_earned', facts: z.object({}) },
  challenge_completed: {
    as: 'challenge_completed',
    facts: z.object({ title: z.string().max(200) }),
  },
  at_risk: { as: 'at_risk', facts: z.object({ current: count, freezes: count }) },
};

/**
 * What a stored event tells, or undefined where it is of a kind that nobody is told of.
 *
 * @throws ZodError if malformed
 */
export function readMessage(eventId: string, data: DocumentData): Message | undefined {
  const { kind, day, at } = event.parse(data);
  const told = Object.hasOwn(telling, kind) ? telling[kind] : undefined;
  return told && { kind: told.as, eventId, day, at, facts: told.facts.parse(data) };
}
