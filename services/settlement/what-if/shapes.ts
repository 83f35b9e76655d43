import * as z from 'zod'
import { amount, city, day, fundYear, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import type { Language } from '#shared/kernel/language.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { ExplainedStep } from '../explanation/rules/explained-steps.ts'
import { stepNames } from '../insured-year/rules/claim-events.ts'
import { payers } from '../insured-year/rules/layers.ts'
import { paidMore } from '../insured-year/rules/payers.ts'
import type { PlanBook } from '../plan/rules/plan-book.ts'
import { planBook } from '../plan/rules/plan-book.ts'
import { refusalText } from '../refusals.ts'
import type { AffectedClaim, GroupEffect } from './rules/effect.ts'
import { comesTo, variantTooMuch } from './rules/effect.ts'
import { explainAffected } from './rules/explain-affected.ts'
import { policiesOf, refuseFault, refuseTooMuch } from './rules/judge-variants.ts'
import type { WhatIfRun, WhatIfTotals } from './rules/what-if-run.ts'
import { noTotals, talliesAtDoor } from './rules/what-if-run.ts'
import { mostVariants, variantsShape } from './variant-shape.ts'

/** What a what-if is ordered with. */
export const whatIfBody = z.strictObject({
  year: fundYear.meta({ description: 'The fund year whose claims are judged again' }),
  city: city
    .optional()
    .meta({ description: 'Whose fund; absent: the whole province, which it alone may order' }),
  scheme: scheme.optional(),
  variants: variantsShape,
})

const count = z.int().min(0)
const paid = z.record(z.enum(payers), amount)
const moved = z.record(z.enum(payers), signedAmount)

const group = z.strictObject({
  by: z.enum(['all', ...talliesAtDoor]),
  group: z.string().meta({
    description:
      'A code, a word, or ages such as 45-59; `untold` where nobody tells it; of a fund its city, scheme and line',
  }),
  claims: count,
  total: amount.meta({ description: 'The whole cost of these claims' }),
  inForce: paid,
  variants: z
    .array(
      z.strictObject({
        changed: count.meta({ description: 'Claims that somebody pays more or less of' }),
        claims: z.int().meta({ description: 'The claims in the world of the variant' }),
        total: signedAmount.meta({ description: 'Their whole cost' }),
        effect: moved.meta({
          description: 'What each payer pays more, or less, than under the law in force',
        }),
      }),
    )
    .max(mostVariants),
})

const step = z.strictObject({
  step: z.enum(stepNames),
  title: z.string(),
  text: z.string(),
  result: z.string(),
  article: z.string(),
})

const affected = z.strictObject({
  ...{ city: z.string(), scheme: z.string(), care: z.string(), level: z.string() },
  ...{ aid: z.string(), age: z.string(), purpose: z.string() },
  total: amount,
  patient: z.strictObject({ inForce: amount, variant: amount }),
  steps: z.strictObject({ inForce: z.array(step), variant: z.array(step) }),
})

const ordered = z.strictObject({ by: z.string(), on: day })

/** A what-if for a reader: nothing in it says who anybody is. */
export const whatIfAnswer = z.strictObject({
  whatIfId: id,
  status: z.enum(['running', 'done', 'failed']),
  year: fundYear,
  city: city.optional(),
  scheme: scheme.optional(),
  ordered,
  policyVersion: z.string(),
  variants: variantsShape,
  units: count,
  done: count,
  persons: count,
  unjudged: count.meta({ description: 'Persons whose claims the law in force cannot judge: left out' }),
  relieved: z.array(count).meta({ description: 'Of each variant: persons who pay less over the year' }),
  burdened: z.array(count).meta({ description: 'Of each variant: persons who pay more over the year' }),
  groups: z.array(group),
  most: z
    .array(z.array(affected))
    .meta({ description: 'Of each variant: the claims of which the patient’s part changes most' }),
  fault: z
    .strictObject({ code: z.string(), field: z.string(), variant: z.string(), reason: z.string() })
    .optional()
    .meta({ description: 'Why claims cannot be judged under a variant' }),
})

/** Who tried what. */
export const triedAnswer = z.strictObject({
  whatIfId: id,
  year: fundYear,
  city: city.optional(),
  scheme: scheme.optional(),
  titles: z.array(z.string()),
  ordered,
})

const shownGroup = (by: z.output<typeof group>['by'], name: string, found: GroupEffect) => ({
  ...{ by, group: name, claims: found.claims, total: found.total, inForce: found.inForce },
  variants: found.variants.map((variant) => {
    const { claims, total, paid: under } = comesTo(found, variant)
    return { changed: variant.changed, claims, total, effect: paidMore(found.inForce, under) }
  }),
})

const shownStep = ({ step: name, title, text, result, article }: ExplainedStep) => ({
  ...{ step: name, title, text, result, article },
})

const shownClaim = (
  claim: AffectedClaim,
  plans: { readonly inForce: PlanBook; readonly variant: PlanBook },
  language: Language,
) => {
  const { inForce, variant } = explainAffected(claim, plans, language)
  return {
    ...{ ...claim.of, purpose: claim.purpose, total: claim.total, patient: claim.patient },
    steps: { inForce: inForce.map(shownStep), variant: variant.map(shownStep) },
  }
}

const shownMost = (
  { effect }: WhatIfTotals,
  { variants, year, policyVersion }: WhatIfRun,
  law: Policy,
  language: Language,
) => {
  // Of claims judged by another law than today's the plans are not at hand, and so no words for their steps.
  const policies = law.version === policyVersion ? policiesOf(law, variants, year) : undefined
  if (policies?.status !== 'accepted') return variants.map(() => [])
  const inForce = planBook(law)
  return effect.most.map((claims, index) => {
    const variant = planBook(policies.value[index] ?? law)
    return claims.map((claim) => shownClaim(claim, { inForce, variant }, language))
  })
}

/** Why a what-if cannot be shown: claims that a variant does not judge, or a world that costs more than an amount can be. */
const faultOf = ({ fault, effect }: WhatIfTotals, { variants }: WhatIfRun) => {
  if (fault) return refuseFault(fault, variants)
  const tooMuch = variantTooMuch(effect)
  return tooMuch === undefined ? undefined : refuseTooMuch(tooMuch, variants)
}

const shownFault = (decision: ReturnType<typeof faultOf>, language: Language) => {
  if (decision?.status !== 'refused') return {}
  const { code, field = '', figures = {} } = decision.refusal
  return {
    fault: { code, field, variant: String(figures.title), reason: refusalText(code, language, figures) },
  }
}

/** A what-if for a reader; while it runs it shows how far it is, and no amounts. */
export const toWhatIfAnswer = (
  run: WhatIfRun,
  { units, done }: { readonly units: number; readonly done: number },
  found: WhatIfTotals | undefined,
  { law, language }: { readonly law: Policy; readonly language: Language },
) => {
  const { runId: whatIfId, ...asked } = run
  const totals = found ?? noTotals(run.variants.length)
  const { effect, unjudged } = totals
  const fault = faultOf(totals, run)
  const status = found === undefined ? ('running' as const) : fault ? ('failed' as const) : ('done' as const)
  const shownBy = fault === undefined ? (['all', ...talliesAtDoor] as const) : []
  return {
    ...{ whatIfId, status, ...asked, variants: [...run.variants], units, done },
    ...{ persons: effect.persons, unjudged, relieved: effect.relieved, burdened: effect.burdened },
    groups: shownBy.flatMap((by) =>
      Object.entries(effect.groups[by] ?? {})
        .sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
        .map(([name, each]) => shownGroup(by, name, each)),
    ),
    most: fault === undefined ? shownMost(totals, run, law, language) : [],
    ...shownFault(fault, language),
  }
}
