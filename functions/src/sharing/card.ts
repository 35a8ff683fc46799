/** What a card can show, each only when its owner has chosen it. */
export const cardFields = ['name', 'streak', 'longest', 'level', 'badges', 'calendar'] as const;

/** What a card is about: its headline. */
export const cardKinds = ['streak', 'longest', 'level'] as const;

export type CardKind = (typeof cardKinds)[number];

export const themeNames = ['light', 'dark', 'ember'] as const;

export type ThemeName = (typeof themeNames)[number];

/** What was shared, as it was at that moment: a field that was not chosen is not in it. */
export interface Card {
  readonly kind: CardKind;
  readonly theme: ThemeName;
  readonly name?: string | undefined;
  readonly streak?: number | undefined;
  readonly longest?: number | undefined;
  readonly level?: { readonly level: number; readonly tier: string } | undefined;
  /** Names of the latest badges. */
  readonly badges?: readonly string[] | undefined;
  /** Whether each of the last days was active (2), kept or frozen (1), or neither (0). */
  readonly calendar?: readonly number[] | undefined;
}

/** What ids of cards look like. Firestore keeps names between `__` to itself. */
export const SHARE_ID = /^(?!__.*__$)[\w-]{16}$/;
