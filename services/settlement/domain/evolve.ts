import { never } from '#shared/kernel/never.ts'
import { fen } from '#shared/money/fen.ts'
import type { ClaimReversed, ClaimSettled, InsuredYearEvent } from './claim-events.ts'
import type { InsuredYear } from './insured-year.ts'
import { addTo, countedIn } from './insured-year.ts'

/** The insured-year after an event; its version grows by one. */
export const evolve = (state: InsuredYear, event: InsuredYearEvent): InsuredYear => ({
  ...after(state, event),
  version: state.version + 1,
})

const after = (state: InsuredYear, event: InsuredYearEvent): InsuredYear => {
  switch (event.kind) {
    case 'claim-settled': {
      const stay = event.stay && { claimId: event.claimId, ...event.stay }
      return { ...counted(state, event), stays: stay ? [...state.stays, stay] : state.stays }
    }
    case 'claim-reversed':
      return {
        ...counted(state, event),
        stays: state.stays.filter(({ claimId }) => claimId !== event.claimId),
      }
    case 'entitlement-replaced': {
      const { kind: _, ...entitlement } = event
      return { ...state, ...entitlement }
    }
    case 'account-credited':
      return { ...state, account: fen(state.account + event.amount) }
    default:
      return never(event)
  }
}

const counted = (state: InsuredYear, event: ClaimSettled | ClaimReversed): InsuredYear => {
  const { [event.scheme]: _, ...others } = state.accumulators
  const own = addTo(countedIn(state, event.scheme), event.change)
  return {
    ...state,
    account: fen(state.account - event.amounts.account),
    accumulators: Object.keys(own).length === 0 ? others : { ...others, [event.scheme]: own },
  }
}
