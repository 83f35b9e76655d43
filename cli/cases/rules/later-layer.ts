import * as z from 'zod'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { payLater } from '../../../services/settlement/adjudication/rules/later.ts'
import type { Step } from '../../../services/settlement/insured-year/rules/claim-events.ts'
import type { LaterLayerKey } from '../../../services/settlement/insured-year/rules/layers.ts'
import { laterNames } from '../../../services/settlement/insured-year/rules/layers.ts'
import { countedBeside, facts } from '../../../services/settlement/plan/rules/condition.ts'
import type { UnpaidPart } from '../../../services/settlement/plan/rules/format.ts'
import { laterLayer, unpaidParts } from '../../../services/settlement/plan/rules/format.ts'
import { planBook } from '../../../services/settlement/plan/rules/plan-book.ts'
import { policyOf } from '../policy-of-case.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import type { Unit } from '../unit.ts'
import { amountIn, inUnit } from '../unit.ts'
import { city, day } from './fields.ts'
import { givenBefore, unsaid, yearBefore } from './given-year.ts'

const given = (unit: Unit) =>
  z.strictObject({
    ...facts.shape,
    ...countedBeside,
    scheme: z.enum(schemes).default('resident'),
    city: city.default(provinceCode),
    on: day.default('2025-06-30'),
    /** The cost the layer judges by, or how it comes about. */
    base: amountIn(unit).optional(),
    inScope: amountIn(unit).optional(),
    basic: amountIn(unit).optional(),
    total: amountIn(unit).optional(),
    before: givenBefore(unit).optional(),
  })
type CaseInput = z.output<ReturnType<typeof given>>

/** One layer above the basic pool, without the others: what it pays on a given base. */
export const laterLayerRule =
  (key: LaterLayerKey): Rule =>
  (worked) => {
    const said = readPart('given', worked.given, given(worked.unit))
    const { base: _b, inScope, basic: _p, total, before, scheme, city, on, ...claimFacts } = said
    const policy = policyOf(worked, scheme)
    const layer = tableAt(policy, `settlement.${scheme}.${key}`, { on, city }, laterLayer)
    const base = baseOf(said)
    const unpaid = Object.fromEntries(unpaidParts.map((part) => [part, 0])) as Record<UnpaidPart, number>
    const [firstPart] = layer.base
    if (firstPart) unpaid[firstPart] = base
    const parts = {
      total: total ?? inScope ?? base,
      fullySelfPaid: 0,
      overLimit: 0,
      firstSelfPaid: 0,
      inScope: inScope ?? base,
    }
    const steps: Step[] = []
    const counted = yearBefore(before, undefined)
    const { paid } = payLater(
      {
        parts,
        facts: { ...unsaid(planBook(policy), on), ...claimFacts },
        counted,
        unpaid,
        paidNow: {},
        steps,
      },
      key,
      layer,
    )
    const step = steps.find((each) => each.step === laterNames[key].pays)
    return {
      base: inUnit(base, worked.unit),
      deductible: inUnit(step?.in[2] ?? 0, worked.unit),
      paid: inUnit(paid, worked.unit),
      [laterNames[key].pays]: inUnit(paid, worked.unit),
      unpaid: inUnit(base - paid, worked.unit),
      room: step?.room === undefined ? null : inUnit(step.room, worked.unit),
    }
  }

const baseOf = ({ base, inScope, basic }: CaseInput): number => {
  const saidAsDifference = inScope !== undefined && basic !== undefined
  must(
    (base !== undefined) !== saidAsDifference,
    'cases.malformed',
    'say either `base`, or `inScope` and what the basic pool pays, `basic`',
  )
  const amount = base ?? (inScope ?? 0) - (basic ?? 0)
  must(amount >= 0, 'cases.malformed', 'the base is negative')
  return amount
}
