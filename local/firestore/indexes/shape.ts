/** One sorted field of an index. */
export interface Component {
  readonly field: string;
  readonly descending: boolean;
}

/** What an index sorts. The document's name is always its last, ascending component. */
export interface IndexShape {
  /** Undefined: documents of every collection. */
  readonly collectionId: string | undefined;
  /** `collection`: sorted within each collection. `group`: across all collections with the id. */
  readonly scope: 'collection' | 'group';
  /** An array field with one entry for each distinct element, before the components. */
  readonly contains: string | undefined;
  readonly components: readonly Component[];
}

export function shapeId({ collectionId, scope, contains, components }: IndexShape): string {
  return JSON.stringify([
    collectionId,
    scope,
    contains,
    components.map((c) => [c.field, c.descending]),
  ]);
}
