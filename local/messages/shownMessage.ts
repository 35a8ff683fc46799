/** A message as its receiver would see it. */
export type ShownMessage = ShownPush | ShownMail;

interface Shown {
  /** From 1. */
  readonly number: number;
  /** ISO 8601, by the clock of this machine. */
  readonly at: string;
  /** What the provider called it. */
  readonly id: string;
}

/** A notification on a device. */
export interface ShownPush extends Shown {
  readonly channel: 'push';
  readonly token: string;
  readonly title: string;
  readonly body: string;
  /** A notification takes the place of an earlier one with the same tag on the device. */
  readonly tag: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A mail in an inbox. */
export interface ShownMail extends Shown {
  readonly channel: 'email';
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly customArgs: Readonly<Record<string, string>>;
}
