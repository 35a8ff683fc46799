/** A user whose history cannot be merged, for a reason that an operator can do something about. */
export class UnmergeableUser extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}
