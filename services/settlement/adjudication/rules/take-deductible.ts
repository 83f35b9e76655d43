import type { Step } from '../../insured-year/rules/claim-events.ts'
import { poolNames } from '../../insured-year/rules/layers.ts'
import { chooseRow } from '../../plan/rules/rows.ts'
import type { BasicCase } from './basic-case.ts'
import type { ContinuedStay } from './continued-stay.ts'
import type { Terms } from './terms.ts'

/** The deductible of a claim: what the year or the stay it continues has left of it, at most what entered. */
export const takeDeductible = (
  { claim, facts, pool, plan, counted, steps }: BasicCase,
  terms: Terms,
  entered: number,
): number => {
  const used = counted[poolNames[pool].deductible] ?? 0
  const ofItself = plan.deductiblePer === 'year' ? Math.max(0, terms.deductible - used) : terms.deductible
  const due = claim.continues ? dueOfContinued(claim.continues, ofItself, steps) : ofItself
  const cap = plan.deductibleYearCap && chooseRow(plan.deductibleYearCap, facts, 'deductibleYearCap').value
  const room = cap === undefined ? Infinity : Math.max(0, cap - used)
  const taken = Math.min(entered, due, room)
  steps.push({ step: 'deductible', rule: terms.rule, in: [entered, Math.min(due, room)], out: taken })
  return taken
}

/** What is due of a stay that counts as one with an earlier one, which has paid part of the deductible. */
const dueOfContinued = ({ deductible, taken }: ContinuedStay, due: number, steps: Step[]): number => {
  if (deductible === 'again') return due
  const paid = deductible === 'waived' ? due : taken
  const rest = Math.max(0, due - paid)
  steps.push({ step: 'transfer', in: [due, paid], out: rest })
  return rest
}
