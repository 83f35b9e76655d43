import type { Deployment } from './deployment.ts'

/** The paces of a province, where a deployment needs no others. */
export const usualPaces: Deployment['paces'] = {
  claim: { rateLimit: 1500, burstLimit: 3000 },
  feed: { rateLimit: 200, burstLimit: 400 },
  'look-up': { rateLimit: 100, burstLimit: 200 },
  run: { rateLimit: 5, burstLimit: 20 },
  public: { rateLimit: 100, burstLimit: 200 },
}
