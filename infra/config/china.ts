import type { Deployment } from './deployment.ts'
import { usualPaces } from './paces.ts'

/** AWS China, operated by Sinnet in Beijing, where EventBridge Scheduler cannot be counted on. */
export const china: Deployment = {
  name: 'china',
  region: 'cn-north-1',
  issuer: 'https://login.tongchou.example',
  scheduler: false,
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
