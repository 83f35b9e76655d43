import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { aboveLimits } from '../agreement/rules/sign-agreement.ts'
import type { CityYear } from '../agreement/term-limits.ts'
import { modelTermsAt, termLimitsAt } from '../agreement/term-limits.ts'
import { usualClearing } from '../clearing/clearing-terms.ts'
import type { ClearingStatement } from '../clearing/rules/statement.ts'
import type { PaymentBase } from './read-payment-base.ts'
import type { ClearedUnder, Decided, InstitutionOutcome } from './rerun-clearing.ts'
import { clearUnder, sumOfYears } from './rerun-clearing.ts'
import type { PaymentVariant } from './rules/payment-law.ts'
import { policyOfPayment, quotaRulesAt } from './rules/payment-law.ts'
import { rerunQuotas } from './rules/rerun-quotas.ts'

/** What a dispute decided of each statement, and what it was proposed on. */
const decidedIn = (statements: readonly ClearingStatement[]): ReadonlyMap<string, Decided> =>
  new Map(
    statements.map(({ institution, basis: { score, growth, adjustment } }) => [
      institution,
      { score, growth, adjustment },
    ]),
  )

/** Whether a year that is cleared again comes to what its statements say; null where there are none. */
const isAsRecorded = (
  { institutions }: ClearedUnder,
  statements: readonly ClearingStatement[],
): boolean | null => {
  if (statements.length === 0) return null
  const accepted = new Map(institutions.map((each) => [each.institution, each.accepted]))
  return statements.every(({ institution, cleared }) => accepted.get(institution) === cleared.accepted)
}

type Side<Value> = { readonly inForce: Value; readonly variants: readonly Value[] }

const sideBySide = <Value>(
  all: readonly ClearedUnder[],
  value: (cleared: ClearedUnder) => Value,
): Side<Value> => {
  const [inForce, ...variants] = all.map(value)
  return { inForce: inForce as Value, variants }
}

const outcomeShown = ({ institution: _, group: __, bounds, ...year }: InstitutionOutcome) => ({
  ...year,
  bounds: [...bounds],
})

/** What variants come to beside the law in force: in all, by level and category, by institution and by pool. */
const compared = (all: readonly ClearedUnder[]) => {
  const first = all[0] as ClearedUnder
  const groups = [...new Set(first.institutions.map(({ group }) => group))].sort()
  return {
    total: sideBySide(all, ({ institutions }) => sumOfYears(institutions)),
    levels: groups.map((group) => ({
      group,
      institutions: first.institutions.filter((each) => each.group === group).length,
      ...sideBySide(all, ({ institutions }) =>
        sumOfYears(institutions.filter((each) => each.group === group)),
      ),
    })),
    institutions: first.institutions.map(({ institution, group }, index) => ({
      ...{ institution, group },
      ...sideBySide(all, ({ institutions }) => outcomeShown(institutions[index] as InstitutionOutcome)),
    })),
    pools: first.pools.map(({ pool }, index) => ({
      pool,
      ...sideBySide(all, ({ pools }) => {
        const { fund = 0, paid = 0, kept = 0, yuanPerPoint = null } = pools[index] ?? {}
        return { pool, fund, paid, kept, yuanPerPoint }
      }),
    })),
  }
}

/** The policies of variants, each one that agreements could be made under; the first that is not refuses all. */
export const paymentPolicies = (
  policy: Policy,
  variants: readonly PaymentVariant[],
  of: CityYear,
): Decision<readonly Policy[]> => {
  const policies: Policy[] = []
  for (const variant of variants) {
    const tried = policyOfPayment(policy, variant, of)
    const named = tried.status === 'accepted' ? tried.value : undefined
    const refused =
      named === undefined
        ? tried
        : aboveLimits(modelTermsAt({ policy: () => named }, of), termLimitsAt({ policy: () => named }, of))
    if (refused?.status === 'refused') {
      const { figures } = refused.refusal
      return {
        status: 'refused',
        refusal: { ...refused.refusal, figures: { ...figures, title: variant.title } },
      }
    }
    if (named) policies.push(named)
  }
  return accept(policies)
}

/** Tries other rules of payment on a recorded year, beside the law in force. Pure: nothing is read, nothing written. */
export const tryPayment = (
  { versions, inputs, statements }: PaymentBase,
  policy: Policy,
  policies: readonly Policy[],
) => {
  const { fund, year } = inputs
  const decided = decidedIn(statements)
  const of = { city: fund.city, year }
  const [rules, usual] = [quotaRulesAt(policy, of), usualClearing(policy, fund, year)]
  const recorded = versions.at(-1)?.quotas ?? []
  const all = [clearUnder(inputs, decided, usual, { quotas: recorded, usual })]
  for (const tried of policies) {
    const quotas = rerunQuotas(versions, rules, quotaRulesAt(tried, of))
    if (quotas.status === 'refused') return quotas
    const by = { quotas: quotas.value, usual: usualClearing(tried, fund, year) }
    all.push(clearUnder(inputs, decided, usual, by))
  }
  return accept({ asRecorded: isAsRecorded(all[0] as ClearedUnder, statements), ...compared(all) })
}
