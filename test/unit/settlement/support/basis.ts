import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { assemblePolicy } from '#shared/policy/policy.ts'
import type { CatalogueEntry } from '../../../../services/settlement/catalogue/rules/catalogue.ts'
import { catalogueEntry } from '../../../../services/settlement/catalogue/rules/catalogue.ts'
import type { SettlementBasis } from '../../../../services/settlement/claim/rules/command.ts'
import type { BenefitPlan } from '../../../../services/settlement/plan/rules/plan.ts'
import type { PlanBook } from '../../../../services/settlement/plan/rules/plan-book.ts'
import { planBook } from '../../../../services/settlement/plan/rules/plan-book.ts'

/** The province's own plans, as deployed. */
export const anhui: PlanBook = planBook(readPolicy('shared/policy/anhui'))

/** A plan written in a test as a policy file would have it, in force from 2000. */
export const planOf = (
  layers: Record<string, unknown>,
  care: 'inpatient' | 'outpatient' | 'chronic' = 'inpatient',
): BenefitPlan => {
  const parameters = Object.entries(layers).map(([layer, value]) => [
    `settlement.resident.${layer}`,
    {
      title: layer,
      unit: 'plan',
      values: [
        { from: '2000-01-01', known: '2000-01-01', value, cites: `article of ${layer}`, tag: 'assumed' },
      ],
    },
  ])
  const policy = assemblePolicy('test', [{ title: 'test', parameters: Object.fromEntries(parameters) }])
  const book = planBook(policy)
  return care === 'chronic'
    ? book.planOn('resident', 'outpatient', '340100', '2025-06-30', 'chronic')
    : book.planOn('resident', care, '340100', '2025-06-30')
}

/** One plan for every claim, with the province's limits. */
export const booked = (plan: BenefitPlan): PlanBook => ({ ...anhui, planOn: () => plan })

const entries: Record<string, CatalogueEntry> = {
  'drug-a': catalogueEntry.parse({ code: 'drug-a', class: 'A' }),
  'drug-b': catalogueEntry.parse({ code: 'drug-b', class: 'B', firstSelfPaid: 0.1 }),
  'drug-c': catalogueEntry.parse({ code: 'drug-c', class: 'C' }),
  bed: catalogueEntry.parse({ code: 'bed', class: 'A', priceLimit: { 1: 30, 2: 40, 3: 50 } }),
}

/** Anhui's plans with a small catalogue: a drug of each class, and a bed with a price limit. */
export const basis: SettlementBasis = { plans: anhui, catalogue: { find: (code) => entries[code] } }
