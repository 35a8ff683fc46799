/** What FCM answered for one device. Codes are the SDK's, without `messaging/`. */
export type PushAnswer =
  | { readonly is: 'accepted'; readonly id: string }
  /** The app is no longer on the device. */
  | { readonly is: 'gone' }
  | { readonly is: 'refused'; readonly code: string }
  | { readonly is: 'later'; readonly code: string; readonly attempted: boolean };
