import fc from 'fast-check'
import type { SplitClaim } from '../../../../services/settlement/domain/adjudication/claim.ts'
import type { CostParts } from '../../../../services/settlement/domain/adjudication/split.ts'
import type { Accumulators } from '../../../../services/settlement/domain/insured-year.ts'
import type { Facts } from '../../../../services/settlement/domain/plan/condition.ts'
import type { BenefitPlan } from '../../../../services/settlement/domain/plan/plan.ts'
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
    .tuple(share, fc.integer({ min: 0, max: 5 }))
    .map(([ratio, perYear]) => ({ ratio, perYearOfAge: perYear / 1000 })),
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
)
const adjust = fc
  .tuple(fc.constantFrom(0.5, 1, 1.5, 2), fc.integer({ min: -20, max: 20 }))
  .map(([times, points]) => [{ when: { place: 'outOfProvince' }, deductible: { times }, pays: { points } }])

const common = [
  deductible.map((value) => ({ deductible: value })),
  fc.oneof(flat, bands, byEmployment).map((pays) => ({ pays })),
  fc.constantFrom('absolute', 'aboveDeductible').map((edges) => ({ edges })),
  maybe(ceiling, 'ceiling'),
  maybe(adjust, 'adjust'),
] as const

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
  fc.constant({ followedBy: ['serious_illness', 'medical_aid', 'civil_servant'] }),
)
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
export const randomPlan: fc.Arbitrary<BenefitPlan> = fc
  .tuple(basic, later, later, later)
  .map(([inpatient, serious_illness, medical_aid, civil_servant]) =>
    planOf({ inpatient, serious_illness, medical_aid, civil_servant }),
  )

export const claimFacts: fc.Arbitrary<Facts> = fc.record({
  employment: fc.constantFrom('employed', 'retired', 'resident'),
  place: fc.constantFrom('local', 'outOfProvince'),
  age: fc.integer({ min: 0, max: 100 }),
})

/** A cost of which some is fully self-paid. */
export const costParts = (inScope: number, fullySelfPaid: number): CostParts => ({
  total: inScope + fullySelfPaid,
  fullySelfPaid,
  overLimit: 0,
  firstSelfPaid: 0,
  inScope,
})

export const claimOf = (plan: BenefitPlan, facts: Facts, parts: CostParts): SplitClaim => ({
  care: plan.care,
  facts,
  parts,
  classes: new Map(),
  useAccount: true,
})

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
  },
  { requiredKeys: [] },
)

/** A catalogue entry of a class: B with a first self-paid tenth and a price limit. */
export const entryOfClass = (code: string): object =>
  code === 'B' ? { class: 'B', firstSelfPaid: 0.1, priceLimit: 300 } : { class: code }
