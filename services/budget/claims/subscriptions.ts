import { claimsSettled } from '#shared/contracts/settlement.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Postings } from '../effects.ts'
import { postClaims } from './post-claims.ts'

/** Posts settled claims and tells the meter how many there were. Neither budget nor quota can refuse one. */
export const applyClaims = ({ store, meter }: Postings) =>
  on(claimsSettled, async ({ id, occurredOn, data: { city, scheme, month, claims } }) => {
    await postClaims(store, { fund: { city, scheme }, month, on: occurredOn, source: id, claims })
    meter('post-claims', claims.length)
  })
