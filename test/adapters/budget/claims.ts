import type { SettledClaim } from '#shared/contracts/settlement.ts'

/** An inpatient claim of 10,000.00 yuan: 6,000 from the pool, 1,000 insurer, 500 aid, 300 account, the rest in cash. */
export const inpatientClaim = (claimId: string, institution = 'H34010001'): SettledClaim => ({
  claimId,
  institution,
  care: 'inpatient',
  settledOn: '2025-01-20',
  total: 1_000_000,
  inScope: 900_000,
  basic: 600_000,
  seriousIllness: 100_000,
  medicalAid: 50_000,
  supplement: 0,
  account: 30_000,
  cash: 220_000,
})

/** The exact negative of a claim. */
export const reversalOf = (claim: SettledClaim): SettledClaim => ({
  ...claim,
  claimId: `${claim.claimId}-R`,
  reverses: claim.claimId,
  total: -claim.total,
  inScope: -claim.inScope,
  basic: -claim.basic,
  seriousIllness: -claim.seriousIllness,
  medicalAid: -claim.medicalAid,
  supplement: 0 - claim.supplement,
  account: -claim.account,
  cash: -claim.cash,
})

export const group = (
  claims: readonly SettledClaim[],
  month = '2025-01',
  scheme: 'employee' | 'resident' = 'employee',
) => ({
  id: `G-${claims.map(({ claimId }) => claimId).join('-')}`,
  occurredOn: '2025-01-20',
  data: { city: '340100', scheme, month, claims },
})
