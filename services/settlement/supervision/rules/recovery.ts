import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Care, Purpose } from '../../insured-year/rules/care.ts'
import type { Amounts } from '../../insured-year/rules/claim-events.ts'
import { payers } from '../../insured-year/rules/layers.ts'
import { paidBy } from '../../insured-year/rules/payers.ts'

/** The funds that pay claims, as the ledger tells them apart. The personal account is the patient's, not a fund. */
export const fundNames = payers.filter((payer) => payer !== 'account' && payer !== 'cash')
export type FundName = (typeof fundNames)[number]
export type FundAmounts = Readonly<Record<FundName, Fen>>

const byFund = (amountIn: (name: FundName) => Fen): FundAmounts =>
  Object.fromEntries(fundNames.map((name) => [name, amountIn(name)])) as FundAmounts

/** The funds' part of amounts that stand with others. */
export const fundsOf = (amounts: FundAmounts): FundAmounts => byFund((name) => amounts[name])

/** What a claim, reversal or correction moved in each fund. */
export const fundAmounts = (amounts: Amounts): FundAmounts => fundsOf(paidBy(amounts))

/** Adds amounts fund by fund. */
export const addFunds = (...all: readonly FundAmounts[]): FundAmounts =>
  byFund((name) => sum(all.map((amounts) => amounts[name])))

/** What is taken of one claim out of each fund's payment. */
export type RecoveryPart = FundAmounts & {
  readonly claimId: string
  readonly care: Care
  readonly purpose?: Exclude<Purpose, 'general'>
  /** Where the care was given, when not in the paying city. */
  readonly settledAt?: string
  /** The fund year of the claim; absent on what was taken before it was kept. */
  readonly year?: FundYear
}

/** Money taken back from an institution for claims of one fund, or given back to it: then every amount is negative. */
export type RecoveryOrdered = {
  readonly recoveryId: string
  readonly caseId: string
  readonly city: string
  readonly scheme: Scheme
  readonly institution: string
  readonly orderedOn: Day
  readonly parts: readonly RecoveryPart[]
}

/** A claim as it stands, for what may be taken back of it. */
export type PaidClaim = {
  readonly claimId: string
  readonly city: string
  readonly scheme: Scheme
  readonly institution: string
  readonly care: Care
  readonly purpose: Purpose
  readonly settledAt?: string
  readonly settledOn: Day
  readonly year: FundYear
  /** What each fund pays of it, corrections included; nothing once it is reversed. */
  readonly paid: FundAmounts
  /** What earlier cases took back of it and did not give back. */
  readonly recovered: FundAmounts
}

/** What of a claim is still to be had. */
const roomOf = ({ paid, recovered }: PaidClaim): Fen[] =>
  fundNames.map((name) => Math.max(0, paid[name] - recovered[name]))

/** What can be taken back of claims together. */
export const recoverable = (claims: readonly PaidClaim[]): Fen => sum(claims.flatMap(roomOf))

const partOf = (
  { claimId, care, purpose, settledAt, year }: PaidClaim,
  amounts: readonly Fen[],
): RecoveryPart => ({
  claimId,
  care,
  ...(purpose === 'general' ? {} : { purpose }),
  ...(settledAt === undefined ? {} : { settledAt }),
  year,
  ...byFund((name) => amounts[fundNames.indexOf(name)] ?? 0),
})

/**
 * Divides an amount over the claims and the funds that paid them, to the fen. It does so in proportion to what each
 * fund still has to get back. No fund gets more than it paid. Claims of which nothing is taken are left out.
 */
export const divideRecovery = (amount: Fen, claims: readonly PaidClaim[]): readonly RecoveryPart[] => {
  const shares = allocate(amount, claims.flatMap(roomOf))
  return claims
    .map((claim, index) =>
      partOf(claim, shares.slice(index * fundNames.length, (index + 1) * fundNames.length)),
    )
    .filter((part) => fundNames.some((name) => part[name] !== 0))
}

/**
 * What has to be given back of a claim, as negative amounts. It was reversed or corrected, and a fund got back more
 * than it pays now. Undefined when nothing has.
 */
export const excessOf = (claim: PaidClaim): RecoveryPart | undefined => {
  const excess = fundNames.map((name) => Math.min(0, claim.paid[name] - claim.recovered[name]))
  return excess.some((amount) => amount !== 0) ? partOf(claim, excess) : undefined
}

/**
 * What is taken again of a claim that stands again because its reversal was taken back. That is what was ordered back
 * of it and is not recovered any more, as far as the funds pay it. Undefined when nothing is.
 */
export const takenAgain = (claim: PaidClaim, ordered: FundAmounts): RecoveryPart | undefined => {
  const room = roomOf(claim)
  const again = fundNames.map((name, index) =>
    Math.max(0, Math.min(ordered[name] - claim.recovered[name], room[index] ?? 0)),
  )
  return again.some((amount) => amount !== 0) ? partOf(claim, again) : undefined
}
