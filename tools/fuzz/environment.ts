export const projectId = 'demo-fuzz';

// Import this before anything of Firebase, which reads some of it when it loads.
Object.assign(process.env, {
  GCLOUD_PROJECT: projectId,
  FIREBASE_CONFIG: JSON.stringify({ projectId }),
  FUNCTIONS_EMULATOR: 'true',
  FIREBASE_DEBUG_MODE: 'true',
  FIREBASE_DEBUG_FEATURES: JSON.stringify({ skipTokenVerification: true }),
  METADATA_SERVER_DETECTION: 'none',
  UNSUBSCRIBE_SIGNING_KEYS: 'fuzz',
  SENDGRID_WEBHOOK_KEYS: 'none',
});
