import { never } from '#shared/kernel/never.ts'
import { fen } from '#shared/money/fen.ts'
import type { AccountBooks } from './account-books.ts'
import { addBooks, booksOf, withBooks } from './account-books.ts'
import type {
  ClaimCorrected,
  ClaimEntry,
  ClaimReversed,
  ClaimSettled,
  InsuredYearEvent,
} from './claim-events.ts'
import type { InsuredYear, Stay } from './insured-year.ts'
import { addTo, cityAtLastOf, countedIn, lastCityAfter } from './insured-year.ts'

/** The insured-year after an event; its version grows by one. */
export const evolve = (state: InsuredYear, event: InsuredYearEvent): InsuredYear => ({
  ...after(state, event),
  version: state.version + 1,
})

/** What an event leaves in the books of each city of the account. */
const booksAfter = (state: InsuredYear, event: InsuredYearEvent): AccountBooks => {
  const before = booksOf(state)
  switch (event.kind) {
    case 'claim-settled':
    case 'claim-corrected':
    case 'claim-reversed':
      return event.amounts.account === 0
        ? before
        : addBooks(before, { [event.city]: fen(0 - event.amounts.account) })
    case 'account-credited': {
      const city = cityAtLastOf(state)
      return addBooks(before, event.in ?? (city === undefined ? {} : { [city]: event.amount }))
    }
    default:
      return before
  }
}

const after = (state: InsuredYear, event: InsuredYearEvent): InsuredYear =>
  withBooks(changed(state, event), booksAfter(state, event))

const changed = (state: InsuredYear, event: InsuredYearEvent): InsuredYear => {
  switch (event.kind) {
    case 'claim-settled':
    case 'claim-corrected':
    case 'claim-reversed':
      return { ...count(state, event), stays: staysAfter(state.stays, event) }
    case 'entitlement-replaced': {
      const { kind: _, ...entitlement } = event
      const { continuousYears: __, earlierRuns: ___, missedYears: ____, ...others } = state
      const { lastCity: _____, sameAs: ______, alsoAs: _______, diedOn: ________, ...rest } = others
      return { ...rest, ...entitlement, ...lastCityAfter(state, event.spells) }
    }
    case 'registrations-replaced':
      return { ...state, registered: event.registered }
    case 'account-credited':
      return { ...state, account: fen(state.account + event.amount) }
    default:
      return never(event)
  }
}

const count = (state: InsuredYear, event: ClaimEntry): InsuredYear => {
  const { [event.scheme]: _, ...others } = state.accumulators
  const own = addTo(countedIn(state, event.scheme), event.change)
  return {
    ...state,
    account: fen(state.account - event.amounts.account),
    accumulators: Object.keys(own).length === 0 ? others : { ...others, [event.scheme]: own },
  }
}

type StandingClaim = Pick<ClaimSettled, 'circumstances' | 'stay'>

/** What later stays have to know of a claim's; none when it was no stay. */
export const stayOf = (
  { claimId, institution }: Pick<ClaimSettled, 'claimId' | 'institution'>,
  { circumstances: { diagnosis }, stay }: StandingClaim,
  deductible: number,
): Stay | undefined =>
  stay && {
    ...{ claimId, institution },
    ...(diagnosis === undefined ? {} : { diagnosis }),
    ...(deductible === 0 ? {} : { deductible }),
    ...stay,
  }

/** The stays a year lists after a claim was settled, corrected or reversed. */
export const staysAfter = (stays: readonly Stay[], event: ClaimEntry): readonly Stay[] => {
  if (event.kind === 'claim-reversed') return staysAfterReversal(stays, event)
  if (event.kind === 'claim-corrected') return staysAfterCorrection(stays, event)
  const stay = stayOf(event, event, event.amounts.deductible)
  return stay ? [...stays, stay] : stays
}

/** A stay that is reversed goes; one whose reversal is taken back is there again, at the end. */
const staysAfterReversal = (stays: readonly Stay[], { claimId, undoes, stay }: ClaimReversed) => {
  if (undoes === undefined) return stays.filter((each) => each.claimId !== claimId)
  return stay ? [...stays, stay] : stays
}

/** A corrected stay keeps its place; one that stands no more goes, one that stands again comes back at the end. */
const staysAfterCorrection = (stays: readonly Stay[], event: ClaimCorrected): readonly Stay[] => {
  const former = stays.find(({ claimId }) => claimId === event.claimId)
  const deductible = (former?.deductible ?? 0) + event.amounts.deductible
  const stay = event.stands && stayOf(event, event.stands, deductible)
  if (stay && former) return stays.map((each) => (each === former ? stay : each))
  const others = stays.filter((each) => each !== former)
  return stay ? [...others, stay] : others
}
