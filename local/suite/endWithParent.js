/** Loaded into every process with functions, so that none outlives the emulators that started it. */
process.once('disconnect', () => {
  process.exit();
});
