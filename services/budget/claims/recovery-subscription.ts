import { claimsRecovered } from '#shared/contracts/supervision.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Effects } from '../effects.ts'
import { postRecovery } from './post-recovery.ts'

/** Books what audit cases take back from institutions, and what is given back of it. */
export const applyRecovery = ({ store }: Effects) =>
  on(claimsRecovered, ({ id, data }) => postRecovery(store, id, data))
