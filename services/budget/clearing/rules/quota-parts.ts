import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Quota } from '../../quota/rules/quota.ts'
import type { ByCare } from './clear-institution.ts'

/**
 * A quota by kind of care, as its plan tells care apart. Else it is split as what was accepted lies to each other, all
 * to stays where there was nothing.
 */
export const quotaParts = (
  { amount, amounts }: Pick<Quota, 'amount' | 'amounts'>,
  accrued: ByCare<Fen>,
): ByCare<Fen> => {
  const { inpatient = 0, outpatient = 0 } = amounts ?? {}
  const rest = fen(amount - inpatient - outpatient)
  const weights = [accrued.inpatient, accrued.outpatient].map((each) => Math.max(0, each))
  const [stays = 0, visits = 0] = allocate(rest, sum(weights) > 0 ? weights : [1, 0])
  return { inpatient: fen(inpatient + stays), outpatient: fen(outpatient + visits) }
}
