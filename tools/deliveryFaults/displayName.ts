/** What all users of a run are called, with something that tells them apart. No log may hold it. */
export const NAME = 'Nomen Nescio';
