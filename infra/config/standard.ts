import type { Deployment } from './deployment.ts'
import { usualPaces } from './paces.ts'

/** Any region of the standard partition; account and region are those of the deploying credentials. */
export const standard: Deployment = {
  name: 'standard',
  issuer: 'https://login.tongchou.example',
  scheduler: true,
  archiveDays: 400,
  logLevel: 'INFO',
  throttle: { rateLimit: 2000, burstLimit: 4000 },
  paces: usualPaces,
  reservedConcurrency: { api: 80, work: 10, disclose: 20 },
  backupDays: { daily: 35, weekly: 365 },
  alarmsGoTo: [],
  filesFrom: [],
  eventsFrom: [],
}
