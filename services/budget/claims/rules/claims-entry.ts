import type { FundYear, Month } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Account } from '../../ledger/rules/chart.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { addMovements, transfer } from '../../ledger/rules/movements.ts'
import type { ClaimCounts } from '../../ledger/rules/year-periods.ts'

/** The lines that claims are booked on. */
export type CareLine = 'inpatient' | 'outpatient' | 'chronic-special'

/** What the ledger needs of a claim, or of what was recovered of one. */
export type OwedParts = Omit<
  SettledClaim,
  'institution' | 'settledOn' | 'total' | 'inScope' | 'cash' | 'reverses' | 'corrects'
>

/** What the funds owe the institution for a claim: the basic pool, the other funds, the person's own account. */
export const payableOf = ({ basic, seriousIllness, medicalAid, supplement, account }: OwedParts): Fen =>
  sum([basic, seriousIllness, medicalAid, supplement, account])

/** The budget line of a claim's care: chronic and special diseases have one of their own (门诊慢特病). */
export const careLineOf = ({ care, purpose }: Pick<OwedParts, 'care' | 'purpose'>): CareLine =>
  purpose === 'chronic' ? 'chronic-special' : care

/** The fund year of a claim: that of its care where it was told, else of the month in which it is due. */
export const fundYearOf = ({ year }: { readonly year?: FundYear | undefined }, month: Month): FundYear =>
  year ?? yearOf(month)

/** To whom a claim is owed: the institution, the city that pays the institution there, or the national clearing. */
const owedToOf = ({ settledAt }: OwedParts): Account => {
  if (settledAt === undefined) return 'institutions-payable'
  return isCity(settledAt) ? 'cities-payable' : 'provinces-payable'
}

/** What each source of a claim does to the ledger. */
const movementsOf = (claim: OwedParts): Movements[] => {
  const owedTo = owedToOf(claim)
  return [
    transfer(careLineOf(claim), owedTo, claim.basic),
    transfer('serious-illness-receivable', owedTo, claim.seriousIllness),
    transfer('medical-aid-receivable', owedTo, claim.medicalAid),
    transfer('supplement-receivable', owedTo, claim.supplement),
    transfer('account-benefit', owedTo, claim.account),
  ]
}

/**
 * What claims do to the ledger. The basic pool's part is an expenditure of its line. The part of serious-illness
 * insurance, medical aid and supplements is owed back by those funds. The account's part comes out of personal
 * accounts. All of it is owed to institutions, or for care elsewhere to who pays them. The patient's cash is none of
 * the fund's.
 */
export const claimMovements = (claims: readonly OwedParts[]): Movements =>
  addMovements(...claims.flatMap(movementsOf))

/** Counts claims; a reversal is counted as one of its own and takes its cost back, a correction only changes cost. */
export const countClaims = (claims: readonly SettledClaim[]): ClaimCounts => {
  const reversals = claims.filter(({ reverses }) => reverses !== undefined).length
  const corrections = claims.filter(({ corrects }) => corrects !== undefined).length
  return {
    claims: claims.length - reversals - corrections,
    reversals,
    cost: sum(claims.map(({ total }) => total)),
    inScope: sum(claims.map(({ inScope }) => inScope)),
  }
}
