/**
 * The environment that the functions find under test. Import it before anything of Firebase: the
 * SDKs read some of it when they load. Each test file gets a project of its own.
 */
import { randomBytes } from 'node:crypto';

export const projectId = `demo-${randomBytes(6).toString('hex')}`;

Object.assign(process.env, {
  GCLOUD_PROJECT: projectId,
  GOOGLE_CLOUD_PROJECT: projectId,
  FIREBASE_CONFIG: JSON.stringify({ projectId }),
  FUNCTIONS_EMULATOR: 'true',
  FIREBASE_DEBUG_MODE: 'true',
  FIREBASE_DEBUG_FEATURES: JSON.stringify({ skipTokenVerification: true }),
  METADATA_SERVER_DETECTION: 'none',
});
