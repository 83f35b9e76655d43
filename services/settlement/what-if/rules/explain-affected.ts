import type { Scheme } from '#shared/kernel/scheme.ts'
import type { ExplainedStep } from '../../explanation/rules/explained-steps.ts'
import { explainSteps } from '../../explanation/rules/explained-steps.ts'
import type { Language } from '../../explanation/rules/language.ts'
import type { Care, Purpose } from '../../insured-year/rules/care.ts'
import type { PlanBook } from '../../plan/rules/plan-book.ts'
import type { AffectedClaim } from './effect.ts'

/** Why an affected claim is paid as it is under the law in force and under a variant, step by step, in words. */
export const explainAffected = (
  { of, purpose, plansSince, steps }: AffectedClaim,
  plans: { readonly inForce: PlanBook; readonly variant: PlanBook },
  language: Language,
): { readonly inForce: readonly ExplainedStep[]; readonly variant: readonly ExplainedStep[] } => {
  const planIn = ({ planOn }: PlanBook) =>
    planOn(of.scheme as Scheme, of.care as Care, of.city, plansSince, purpose as Purpose)
  return {
    inForce: explainSteps(steps.inForce, planIn(plans.inForce), language),
    variant: explainSteps(steps.variant, planIn(plans.variant), language),
  }
}
