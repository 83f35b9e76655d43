import type { FundYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { refuse } from '../../refusals.ts'
import type { JudgingFault } from './judge-columns.ts'
import type { Variant } from './variant.ts'
import { policyOfVariant } from './variant.ts'
import { judgeWorld } from './world.ts'

/** A variant's policy, once its world is one that claims can be judged in. */
const policyOf = (policy: Policy, variant: Variant, year: FundYear): Decision<Policy> => {
  const world = variant.world && judgeWorld(variant.world, year)
  return world?.status === 'refused' ? world : policyOfVariant(policy, variant, year)
}

/** The policies of variants, in their order; the first that cannot be read, or tried, refuses all, by its title. */
export const policiesOf = (
  policy: Policy,
  variants: readonly Variant[],
  year: FundYear,
): Decision<readonly Policy[]> => {
  const read: Policy[] = []
  for (const variant of variants) {
    const decision = policyOf(policy, variant, year)
    if (decision.status === 'refused') {
      const { figures } = decision.refusal
      return {
        status: 'refused',
        refusal: { ...decision.refusal, figures: { ...figures, title: variant.title } },
      }
    }
    read.push(decision.value)
  }
  return accept(read)
}

/** A variant under which claims cannot be judged, as the refusal that it is. */
export const refuseFault = (
  { plan, code, field }: JudgingFault,
  variants: readonly Variant[],
): Decision<never> => {
  const title = variants[plan - 1]?.title ?? ''
  return refuse('what-if.figure-missing', { field, figures: { figure: field, code, title } })
}

/** A variant whose world costs more than an amount can be, as the refusal that it is. */
export const refuseTooMuch = (index: number, variants: readonly Variant[]): Decision<never> =>
  refuse('what-if.too-much', { field: 'world', figures: { title: variants[index]?.title ?? '' } })
