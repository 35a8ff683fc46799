/** Loaded into the Firebase CLI before it starts. TypeScript is understood no longer than it takes. */
const { register } = require('tsx/cjs/api');

const unregister = register();
const { install } = require('./preload/install.ts');
unregister();
install();
