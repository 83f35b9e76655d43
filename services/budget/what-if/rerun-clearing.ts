import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Terms } from '../agreement/rules/agreement.ts'
import type { ClearingInputs } from '../clearing/clearing-inputs.ts'
import { clearingFrom } from '../clearing/clearing-inputs.ts'
import type { UsualClearing } from '../clearing/clearing-terms.ts'
import { clearingTerms } from '../clearing/clearing-terms.ts'
import type { BoundReached } from '../clearing/rules/bounded.ts'
import { cares, clearInstitution } from '../clearing/rules/clear-institution.ts'
import type { Pool } from '../clearing/rules/pools.ts'
import type { Proposal } from '../clearing/rules/statement.ts'
import type { Quota } from '../quota/rules/quota.ts'
import { termsTried } from './rules/payment-law.ts'

/** What an institution's year comes to. */
export type YearOutcome = {
  /** Null outside the quota plan. */
  readonly quota: Fen | null
  readonly accepted: Fen
  /** What the fund bears of what lies above the quota, and what is kept of what was left of it. */
  readonly fundBears: Fen
  readonly kept: Fen
  readonly byMethod: Fen
  readonly depositReturned: Fen
  readonly ordered: Fen
  readonly owedBack: Fen
}

/** The same with its institution, and the bounds that decided what it is paid by points, days and heads. */
export type InstitutionOutcome = YearOutcome & {
  readonly institution: string
  readonly group: string
  readonly bounds: readonly BoundReached[]
}

/** A year cleared under a law: every institution, and what several are paid out of. */
export type ClearedUnder = {
  readonly institutions: readonly InstitutionOutcome[]
  readonly pools: readonly Omit<Pool, 'shares'>[]
}

/** The group of institutions of whom no plan tells it. */
export const untoldGroup = 'untold'

/** What a year is cleared by: the quotas, and what an agreement says where it says nothing else. */
export type ClearedBy = { readonly quotas: readonly Quota[]; readonly usual: UsualClearing }

/** A recorded year with other quotas, and with terms that everybody is tried to have agreed to. */
const underTerms = (
  inputs: ClearingInputs,
  quotas: readonly Quota[],
  tried: Partial<Omit<Terms, 'schemes'>>,
): ClearingInputs => ({
  ...inputs,
  read: { ...inputs.read, quotas: new Map(quotas.map((quota) => [quota.institution, quota])) },
  agreed: new Map([...inputs.agreed].map(([institution, terms]) => [institution, { ...terms, ...tried }])),
})

/** What was decided on an institution's statement: its score, its growth, and what was added. */
export type Decided = Pick<Proposal['basis'], 'score' | 'growth' | 'adjustment'>

/**
 * Clears a recorded year under a law by the code that clears it. Claims, points, assessments, heads and what the months paid are as
 * they are recorded; what a dispute decided stands.
 */
export const clearUnder = (
  inputs: ClearingInputs,
  decided: ReadonlyMap<string, Decided>,
  inForce: UsualClearing,
  { quotas, usual }: ClearedBy,
): ClearedUnder => {
  const tried = underTerms(inputs, quotas, termsTried(inForce.terms, usual.terms))
  const { years, pools } = clearingFrom(tried, usual)
  const institutions = years.map(({ institution, agreementVersion: _, ...figures }): InstitutionOutcome => {
    const terms = clearingTerms(tried.agreed.get(institution) ?? usual.terms, usual)
    const cleared = clearInstitution({ ...figures, ...decided.get(institution), terms })
    const quota = tried.read.quotas.get(institution)
    return {
      institution,
      group: quota?.group ?? untoldGroup,
      quota: quota?.amount ?? null,
      fundBears: fen(cleared.compensated + cleared.shared),
      ...{ accepted: cleared.accepted, kept: cleared.kept, byMethod: cleared.byMethod },
      ...{ depositReturned: cleared.depositReturned },
      ...{ ordered: cleared.ordered, owedBack: cleared.owedBack },
      bounds: cares.flatMap((care) => figures.care[care].bound ?? []),
    }
  })
  return { institutions, pools: pools.map(({ shares: _, ...pool }) => pool) }
}

const added = ['accepted', 'fundBears', 'kept', 'byMethod', 'depositReturned', 'ordered', 'owedBack'] as const

/** What several institutions come to together; those outside the quota plan have no quota to add. */
export const sumOfYears = (all: readonly YearOutcome[]): YearOutcome => {
  const sums = Object.fromEntries(added.map((name) => [name, sum(all.map((each) => each[name]))])) as Record<
    (typeof added)[number],
    Fen
  >
  const quotas = all.flatMap(({ quota }) => (quota === null ? [] : [quota]))
  return { ...sums, quota: quotas.length === 0 ? null : sum(quotas) }
}
