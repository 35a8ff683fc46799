export const projectId = 'demo-fuzz';

// Import this before anything of Firebase, which reads some of it when it loads.
Object.assign(process.env, {
  GCLOUD_PROJECT: projectId,
  GOOGLE_CLOUD_PROJECT: projectId,
  FIREBASE_CONFIG: JSON.stringify({ projectId }),
  FUNCTIONS_EMULATOR: 'true',
  FIREBASE_DEBUG_MODE: 'true',
  FIREBASE_DEBUG_FEATURES: JSON.stringify({ skipTokenVerification: true }),
  METADATA_SERVER_DETECTION: 'none',
  LIFT_RATE_LIMITS: 'true',
  UNSUBSCRIBE_SIGNING_KEYS: 'fuzz',
  K_SERVICE: 'fuzz', // an instance, whose output is all guarded
});
