/** A phrase that counts something: a form for each plural rule of its language. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

export type Phrase = string | Plural;

/** What a catalogue may say besides its phrases: names of a program's activities, such as `name.quiz_passed`. */
export type Names = Readonly<Record<`name.${string}`, string>>;

/** The phrases of another language, by the keys of the English ones. */
export type Translated<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Plural;
};

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** What a phrase is told with, by the names in its braces; `count` where it counts something. */
type ValuesOf<Of, Value> = Of extends string
  ? Readonly<Record<NamesIn<Of>, Value>>
  : Of extends { readonly other: infer Other extends string }
    ? { readonly count: number } & Readonly<Record<Exclude<NamesIn<Other>, 'count'>, Value>>
    : never;

/** The values of a phrase as arguments: none, where it has none. */
export type Given<Of, Value> = keyof ValuesOf<Of, Value> extends never
  ? readonly []
  : readonly [values: ValuesOf<Of, Value>];
