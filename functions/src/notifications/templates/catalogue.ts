import type { MessageKind } from '../kinds';

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
