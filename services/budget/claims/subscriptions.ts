import { claimsSettled } from '#shared/contracts/settlement.ts'
import { claimsRecovered } from '#shared/contracts/supervision.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Effects } from '../effects.ts'
import { postClaims } from './post-claims.ts'
import { postRecovery } from './post-recovery.ts'
import { postRecoveredThere, postTreated } from './post-visitors.ts'

/**
 * Books claims and recoveries in the city of the insured, then care elsewhere in the city of treatment. Each side finds by
 * keys of its own what it has booked, so an event that comes again after a crash between them books what is missing.
 * Posts settled claims and tells the meter how many there were; neither budget nor quota can refuse one. Books what audit
 * cases take back from institutions, and what is given back of it.
 */
export const claimSubscriptions = ({ store, postings }: Effects) => [
  on(claimsSettled, async ({ id, occurredOn, data: { city, scheme, month, claims } }) => {
    const group = { fund: { city, scheme }, month, on: occurredOn, source: id, claims }
    await postClaims(postings.store, group)
    await postTreated(postings.store, { ...group, insurer: group.fund }, claims)
    postings.meter('post-claims', claims.length)
  }),
  on(claimsRecovered, async ({ id, data }) => {
    await postRecovery(store, id, data)
    await postRecoveredThere(store, id, data)
  }),
]
