/** Loaded into the Firebase CLI: Google's emulators from the Google Cloud SDK, which the CLI would download. */
const { register } = require('tsx/cjs/api');

const unregister = register();
require('./common.ts').prepareCli();
require('./installedEmulators.ts');
unregister();
