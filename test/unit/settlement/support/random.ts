import fc from 'fast-check'
import type { SplitClaim } from '../../../../services/settlement/adjudication/rules/claim.ts'
import type { ContinuedStay } from '../../../../services/settlement/adjudication/rules/continued-stay.ts'
import type { CostParts } from '../../../../services/settlement/adjudication/rules/split.ts'
import type { Accumulators } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import type { Facts } from '../../../../services/settlement/plan/rules/condition.ts'
import type { BenefitPlan } from '../../../../services/settlement/plan/rules/plan.ts'
import { planOf } from './basis.ts'

const yuan = (most: number) => fc.integer({ min: 0, max: most * 100 }).map((fen) => fen / 100)
const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000)
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>, key: string) =>
  fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [key]: value }))
const merged = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as object)

const bands = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 3 }),
    fc.array(share, { minLength: 4, maxLength: 4 }),
  )
  .map(([edges, shares]) => ({
    bands: [...edges.sort((a, b) => a - b), undefined].map((upTo, index) => ({
      ...(upTo === undefined ? {} : { upTo }),
      ratio: shares[index] ?? 0,
    })),
  }))
const flat = fc.oneof(
  share,
  share.map((patientShare) => ({ patientShare })),
  fc
    .tuple(share, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 60 }))
    .map(([ratio, perYear, fromAge]) => ({ ratio, perYearOfAge: perYear / 1000, fromAge })),
)
const byEmployment = fc
  .tuple(flat, flat)
  .map(([retired, other]) => [{ when: { employment: 'retired' }, ...row(retired) }, row(other)])
const row = (value: number | object): object => (typeof value === 'number' ? { ratio: value } : value)

const deductible = fc.oneof(
  yuan(2_000),
  fc
    .tuple(yuan(1_000), yuan(3_000))
    .map(([first, later]) => [{ when: { stay: { from: 2 } }, amount: first }, { amount: later }]),
  fc
    .tuple(share, fc.integer({ min: 0, max: 2_000 }))
    .map(([part, min]) => ({ share: part, of: 'total', min, max: min + 5_000 })),
)
const ceiling = fc.oneof(
  yuan(200_000),
  yuan(200_000).map((amount) => ({ amount, counts: ['inpatient', 'serious_illness', 'medical_aid'] })),
  yuan(50_000).map((amount) => ({ amount, per: 'claim' })),
  fc.tuple(yuan(50_000), share, yuan(5_000)).map(([amount, growsAtMost, by]) => ({
    amount,
    grows: { each: 'continuousYears', beyond: 4, by },
    growsAtMost,
  })),
  fc.tuple(yuan(20_000), yuan(100_000)).map(([aClaim, aYear]) => [
    { amount: aClaim, per: 'claim' },
    { amount: aYear, per: 'year' },
  ]),
)
const adjust = fc.oneof(
  fc
    .tuple(fc.constantFrom(0.5, 1, 1.5, 2), fc.integer({ min: -20, max: 20 }))
    .map(([times, points]) => [
      { when: { place: 'outOfProvince' }, deductible: { times }, pays: { points } },
    ]),
  fc.tuple(yuan(500), fc.constantFrom(0.5, 0.7, 1.2)).map(([lessPerStay, patientTimes]) => [
    { when: { employment: 'retired' }, deductible: { lessPerStay, min: 100 }, pays: { patientTimes } },
    { when: { place: 'local' }, pays: { points: 1 }, ceiling: 'none' },
  ]),
)

const common = [
  deductible.map((value) => ({ deductible: value })),
  fc.oneof(flat, bands, byEmployment).map((pays) => ({ pays })),
  fc.constantFrom('absolute', 'aboveDeductible').map((edges) => ({ edges })),
  maybe(ceiling, 'ceiling'),
  maybe(adjust, 'adjust'),
] as const

const fixed = yuan(5_000).map((amount) => [{ when: { purpose: 'delivery' }, amount }])

const basic = merged(
  ...common,
  fc.constantFrom('claim', 'year').map((deductiblePer) => ({ deductiblePer })),
  fc.constantFrom('claim', 'year').map((bandsPer) => ({ bandsPer })),
  maybe(yuan(3_000), 'deductibleYearCap'),
  maybe(
    merged(
      maybe(
        share.map((part) => ({ share: part })),
        'selfPaid',
      ),
      maybe(yuan(80_000), 'cap'),
    ),
    'entry',
  ),
  maybe(
    fc
      .tuple(share, fc.constantFrom('total', 'inScope', 'totalAboveDeductible', 'inScopeAboveDeductible'))
      .map(([ratio, of]) => ({ ratio, of })),
    'floor',
  ),
  fc.constantFrom('none', 'inScope', 'patient').map((personalAccount) => ({ personalAccount })),
  maybe(fixed, 'fixed'),
  fc.constant({ followedBy: ['serious_illness', 'medical_aid', 'civil_servant'] }),
)
/** Items told apart by class: a share and a ceiling of their own for the high-value ones. */
const byClass = fc
  .tuple(share, flat, yuan(30_000), fc.constantFrom<unknown>(['A'], ['B', 'A'], 'proRata'))
  .map(([ofHighValue, others, amount, deductibleFrom]) => ({
    pays: [{ when: { itemClass: 'B' }, ratio: ofHighValue }, row(others)],
    classCeiling: { itemClass: 'B', amount },
    deductibleFrom,
  }))

const later = merged(
  ...common,
  fc
    .constantFrom<unknown>(
      'inScopeUnpaid',
      'everythingUnpaid',
      ['coinsurance', 'firstSelfPaid'],
      ['deductible'],
    )
    .map((base) => ({ base })),
  fc.constantFrom('claim', 'year').map((per) => ({ per })),
)

/** Plans of every shape the format can say, all layers in them. */
const anyPlan: fc.Arbitrary<BenefitPlan> = fc
  .tuple(basic, fc.option(byClass, { nil: {} }), later, later, later)
  .map(([whole, classes, serious_illness, medical_aid, civil_servant]) =>
    planOf({ inpatient: { ...whole, ...classes }, serious_illness, medical_aid, civil_servant }),
  )

/** Reading a plan takes longer than a hundred claims by it, so that the same few hundred are used again and again. */
export const plans: readonly BenefitPlan[] = fc.sample(anyPlan, { numRuns: 400, seed: 20250101 })
export const randomPlan: fc.Arbitrary<BenefitPlan> = fc.constantFrom(...plans)

export const claimFacts: fc.Arbitrary<Facts> = fc.record({
  employment: fc.constantFrom('employed', 'retired', 'resident'),
  place: fc.constantFrom('local', 'outOfProvince'),
  purpose: fc.constantFrom('general', 'general', 'delivery'),
  age: fc.integer({ min: 0, max: 100 }),
  continuousYears: fc.integer({ min: 0, max: 50 }),
})

/** A cost of which some is fully self-paid. */
export const costParts = (inScope: number, fullySelfPaid: number): CostParts => ({
  total: inScope + fullySelfPaid,
  fullySelfPaid,
  overLimit: 0,
  firstSelfPaid: 0,
  inScope,
})

/** A claim of a cost of which half is high-value where the plan pays by class. */
export const claimOf = (plan: BenefitPlan, facts: Facts, parts: CostParts): SplitClaim => {
  const half = Math.floor(parts.inScope / 2)
  const classes = new Map([
    ['A', costParts(parts.inScope - half, parts.fullySelfPaid)],
    ['B', costParts(half, 0)],
  ])
  return { care: plan.care, facts, parts, classes, useAccount: true }
}

/** A claim by one of the plans, after a year that counted something. */
export type ClaimInput = {
  readonly plan: BenefitPlan
  readonly facts: Facts
  readonly inScope: number
  readonly selfPaid: number
  readonly year: { readonly counted: Accumulators; readonly account: number }
  readonly continues: ContinuedStay | undefined
}

const amount = fc.integer({ min: 1, max: 20_000_000 })

/** What a year may have counted before a claim. */
export const counted: fc.Arbitrary<Accumulators> = fc.record(
  {
    stays: fc.integer({ min: 1, max: 5 }),
    inpatientInScope: amount,
    inpatientDeductible: fc.integer({ min: 1, max: 300_000 }),
    inpatientPaid: amount,
    seriousIllnessBase: amount,
    seriousIllnessPaid: amount,
    medicalAidBase: amount,
    medicalAidPaid: amount,
    classPaid: amount,
  },
  { requiredKeys: [] },
)

const cost = fc.integer({ min: 0, max: 30_000_000 })

export const anyClaim: fc.Arbitrary<ClaimInput> = fc.record({
  plan: randomPlan,
  facts: claimFacts,
  inScope: cost,
  selfPaid: cost,
  year: fc.record({ counted, account: cost }),
  continues: fc.option(
    fc.record({
      claimId: fc.constant('earlier'),
      deductible: fc.constantFrom('topUp', 'waived', 'again'),
      taken: fc.integer({ min: 0, max: 200_000 }),
    }),
    { nil: undefined, freq: 4 },
  ),
})

/** The claim that was given, ready to be adjudicated. */
export const splitClaim = ({ plan, facts, inScope, selfPaid, continues }: ClaimInput): SplitClaim => ({
  ...claimOf(plan, facts, costParts(inScope, selfPaid)),
  continues,
})

/** A catalogue entry of a class: B with a first self-paid tenth and a price limit. */
export const entryOfClass = (code: string): object =>
  code === 'B' ? { class: 'B', firstSelfPaid: 0.1, priceLimit: 300 } : { class: code }
