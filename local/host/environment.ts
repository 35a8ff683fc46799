/**
 * The environment in which the Firebase CLI's emulator runs functions: the project, and that ID tokens are taken
 * unsigned. The Firebase SDKs read some of it as they load, so assign it to `process.env` before.
 */
export function functionsEnvironment(projectId: string): Record<string, string> {
  return {
    GCLOUD_PROJECT: projectId,
    GOOGLE_CLOUD_PROJECT: projectId,
    FIREBASE_CONFIG: JSON.stringify({ projectId }),
    FUNCTIONS_EMULATOR: 'true',
    FIREBASE_DEBUG_MODE: 'true',
    FIREBASE_DEBUG_FEATURES: JSON.stringify({ skipTokenVerification: true }),
    METADATA_SERVER_DETECTION: 'none',
  };
}
