import * as z from 'zod'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { sum } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { hasValueOn, tableAt } from '#shared/policy/policy.ts'

/** The beginnings of ICD-10 codes whose claims are care for a major epidemic. */
export const epidemicDiagnoses = z.array(z.string().regex(/^[A-Z]\d{2}(\.\d+)?$/))

const isListed = (claim: SettledClaim, policy: Policy): boolean => {
  const diagnosis = claim.medical?.diagnosis
  if (diagnosis === undefined) return false
  const key = 'adjustment_fund.gap.epidemic_diagnoses'
  if (!hasValueOn(policy, key, claim.settledOn)) return false
  return tableAt(policy, key, { on: claim.settledOn }, epidemicDiagnoses).some((code) =>
    diagnosis.startsWith(code),
  )
}

/** What the pool bears of claims for a major epidemic, by the list of the day they were settled on; a reversal takes back. */
export const countEpidemic = (claims: readonly SettledClaim[], policy: Policy | undefined) => {
  if (policy === undefined) return {}
  const own = claims.filter((claim) => isListed(claim, policy))
  const taken = own.filter(({ reverses }) => reverses !== undefined).length
  const corrected = own.filter(({ corrects }) => corrects !== undefined).length
  return {
    epidemicClaims: own.length - 2 * taken - corrected,
    epidemicCost: sum(own.map(({ basic }) => basic)),
  }
}
