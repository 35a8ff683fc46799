/** Why the rules refuse what somebody asks for. `contracts/errors.ts` says which code each is sent with. */
export type RuleReason =
  | 'malformed-request'
  | 'unknown-activity-type'
  | 'unknown-time-zone'
  | 'out-of-range'
  | 'time-zone-unset'
  | 'too-many-zone-changes'
  | 'no-recovery-offered'
  | 'day-sealed'
  | 'not-undoable'
  | 'day-has-ended'
  | 'too-many-paused-days'
  | 'too-many-rest-days'
  | 'malformed-challenge'
  | 'freezes-not-held';

/** A refusal that says what to do about it. Nothing has been changed when it is thrown. */
export class Refusal<Reason extends string = RuleReason> extends Error {
  override readonly name: string = 'Refusal';

  constructor(
    readonly reason: Reason,
    message: string,
    /** Sent with the reason, for a client to act on. */
    readonly details: Readonly<Record<string, number | string>> = {},
  ) {
    super(message);
  }
}
