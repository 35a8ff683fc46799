/** Roles that nobody may be shown by, with what looks like them. An app adds its own name. */
export const reservedNames: readonly string[] = [
  ...['admin', 'administrator', 'moderator', 'mod', 'owner', 'root', 'staff', 'support', 'system'],
  ...['official', 'verified', 'team', 'help', 'security', 'anonymous', 'deleted', 'everyone'],
  ...['firestreak'],
];
