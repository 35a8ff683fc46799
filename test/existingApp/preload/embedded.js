/** Loaded into the Firebase CLI: Firestore and Pub/Sub of `local/`, as apps load them from the packages. */
const { register } = require('tsx/cjs/api');

const unregister = register();
require('./common.ts').prepareCli();
require('../../../local/firestore/firebase.ts');
require('../../../local/pubsub/firebase.ts');
unregister();
