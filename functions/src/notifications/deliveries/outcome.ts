/** What an attempt to send came to. `code` is the provider's, for logs: never an address or token. */
export type Outcome =
  /** It is out. */
  | {
      readonly is: 'accepted';
      readonly providerIds: readonly string[];
      readonly reached: readonly string[];
    }
  /** There is no device or address left to send to. */
  | { readonly is: 'unreachable' }
  /** It will never be taken. */
  | { readonly is: 'refused'; readonly code: string }
  /** It is not out, or a repeat does no harm; not to be tried again before `at`. */
  | {
      readonly is: 'later';
      readonly code: string;
      /** Milliseconds since the epoch, where the provider said when. */
      readonly at?: number | undefined;
      readonly reached: readonly string[];
      readonly providerIds: readonly string[];
      /** False when nothing was asked of the provider: it is known to be down, or the claim was over. */
      readonly attempted: boolean;
    }
  /** It may be out: no answer came, or one that does not say. */
  | { readonly is: 'unknown'; readonly code: string };
