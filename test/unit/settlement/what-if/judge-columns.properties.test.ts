import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { DatedValue } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { Adjudication } from '../../../../services/settlement/adjudication/rules/adjudicate.ts'
import { catalogueEntry } from '../../../../services/settlement/catalogue/rules/catalogue.ts'
import type { SettleClaim } from '../../../../services/settlement/claim/rules/command.ts'
import type { CorrectionBasis } from '../../../../services/settlement/correction/rules/replay.ts'
import { replay } from '../../../../services/settlement/correction/rules/replay.ts'
import type { Institution } from '../../../../services/settlement/institution/rules/institution.ts'
import type { InsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { planBook } from '../../../../services/settlement/plan/rules/plan-book.ts'
import { gatherColumns } from '../../../../services/settlement/what-if/rules/columns.ts'
import { judgeColumns, judgedBy } from '../../../../services/settlement/what-if/rules/judge-columns.ts'
import { rowsOfYear } from '../../../../services/settlement/what-if/rules/rows-of-year.ts'
import { worldOf } from '../../../../services/settlement/what-if/rules/world-columns.ts'
import { startYear } from '../correction/persons-year.ts'
import { provincialHospital, residentOfHefei, stay, visit, yearOf2025 } from '../support/claims.ts'

const runs = 200
const policy = readPolicy('shared/policy/anhui')

const hospitals: readonly Institution[] = [
  provincialHospital,
  { ...provincialHospital, code: 'H34010000002', level: 2, provincial: false },
  { ...provincialHospital, code: 'H34020000001', city: '340200', level: 3, provincial: false },
  { ...provincialHospital, code: 'H31010000001', city: '310100', level: 3, provincial: false },
]
const entries = new Map(
  [
    catalogueEntry.parse({ code: 'drug-a', class: 'A', itemClass: 'ordinary' }),
    catalogueEntry.parse({ code: 'drug-b', class: 'B', firstSelfPaid: 0.1, itemClass: 'high-value' }),
    catalogueEntry.parse({ code: 'drug-c', class: 'C' }),
    catalogueEntry.parse({ code: 'bed', class: 'A', priceLimit: { 1: 30, 2: 40, 3: 50 } }),
  ].map((entry) => [entry.code, entry]),
)
const inForce: CorrectionBasis = {
  plans: planBook(policy),
  catalogue: { find: (code) => entries.get(code) },
  institutions: new Map(hospitals.map((each) => [each.code, each])),
}

/** Plans of other shapes than the province's, so that whatever a plan may ask is asked of the columns. */
const variants: readonly ((scheme: 'resident' | 'employee') => Record<string, unknown>)[] = [
  () => ({ inpatient: { deductible: 300, pays: 0.82, ceiling: 100_000, followedBy: [] } }),
  (scheme) => ({
    inpatient: {
      deductible: [{ when: { stay: { from: 2 } }, amount: 150 }, { amount: 400 }],
      deductibleFrom: ['high-value'],
      pays: [{ when: { itemClass: 'high-value' }, ratio: 0.5 }, { ratio: 0.9 }],
      classCeiling: { itemClass: 'high-value', amount: 20_000 },
      oneStay: { withinDays: 15, institution: 'any', diagnosis: 'same', deductible: 'topUp' },
      personalAccount: 'inScope',
      followedBy: scheme === 'resident' ? ['serious_illness', 'medical_aid'] : ['large_sum'],
    },
    outpatient: {
      deductible: 100,
      deductiblePer: 'year',
      bandsPer: 'year',
      edges: 'absolute',
      pays: { bands: [{ upTo: 1_000, ratio: 0.4 }, { ratio: 0.6 }] },
      ceiling: { amount: 900 },
      personalAccount: 'patient',
    },
  }),
  (scheme) => ({
    inpatient: {
      deductible: { share: 0.1, of: 'total', min: 200, max: 2_000 },
      pays: [
        { when: { sex: 'female', age: { from: 40 } }, ratio: 0.88 },
        { when: { place: ['inProvince', 'outOfProvince'], filing: 'unfiled' }, ratio: 0.5 },
        { when: { aid: ['minimum-living', 'special-hardship'] }, ratio: 0.95 },
        { ratio: 0.7 },
      ],
      entry: { selfPaid: [{ when: { place: 'outOfProvince' }, share: 0.1 }], cap: 80_000, capPer: 'year' },
      oneStay: { withinDays: 30, institution: 'other', deductible: 'waived' },
      floor: [{ ratio: 0.45, of: 'totalAboveDeductible' }],
      ceiling: { amount: 30_000, grows: { each: 'claimFreeYears', by: 3_000 }, growsAtMost: 0.2 },
      followedBy: scheme === 'resident' ? ['serious_illness', 'medical_aid', 'tilted_aid'] : ['medical_aid'],
    },
  }),
]

/** The law with whole layers of its own, everywhere and all year. */
const withLayers = (layersOf: (typeof variants)[number]): Policy => {
  const parameters = new Map(policy.parameters)
  for (const scheme of ['resident', 'employee'] as const)
    for (const [layer, value] of Object.entries(layersOf(scheme))) {
      const dated = { from: '2000-01-01', known: '2000-01-01', value, cites: 'a trial', tag: 'assumed' }
      parameters.set(`settlement.${scheme}.${layer}`, {
        ...{ title: layer, unit: 'plan' as const, values: [dated as DatedValue] },
      })
    }
  return { ...policy, parameters }
}

/** Other figures from the middle of February on, as a city may set them. */
const fromFebruary = (): Policy => {
  const parameters = new Map(policy.parameters)
  for (const layer of ['inpatient', 'outpatient'])
    for (const scheme of ['resident', 'employee']) {
      const key = `settlement.${scheme}.${layer}`
      const parameter = parameters.get(key)
      if (!parameter) throw new Error(key)
      const value = { deductible: 50, pays: 0.66, ceiling: 9_000, personalAccount: 'patient' }
      const dated = { from: '2025-02-15', known: '2025-01-01', value, cites: 'a trial', tag: 'assumed' }
      const own = parameter.cities?.['340100'] ?? parameter.values
      const cities = { ...parameter.cities, '340100': [...own, dated as DatedValue] }
      parameters.set(key, { ...parameter, cities })
    }
  return { ...policy, parameters }
}
const policies = [policy, ...variants.map(withLayers), fromFebruary()]

const dayOf = (ordinal: number): string =>
  new Date(Date.UTC(2025, 0, 1) + ordinal * 86_400_000).toISOString().slice(0, 10)

const line = fc.record({
  code: fc.constantFrom('drug-a', 'drug-b', 'drug-c', 'bed'),
  fen: fc.integer({ min: 1, max: 9_000_000 }),
})
const lines = fc.array(line, { minLength: 1, maxLength: 4 }).map((drawn) => ({
  total: drawn.reduce((sum, { fen }) => sum + fen, 0),
  lines: drawn.map(({ code, fen }) => ({
    code,
    quantity: '1',
    unitPrice: (fen / 100).toFixed(2),
    amount: fen,
  })),
}))

const claims: fc.Arbitrary<SettleClaim[]> = fc
  .array(
    fc.record({
      isStay: fc.boolean(),
      charged: lines,
      institution: fc.constantFrom(...hospitals),
      useAccount: fc.boolean(),
      gap: fc.integer({ min: 1, max: 20 }),
      length: fc.integer({ min: 1, max: 14 }),
      diagnosis: fc.option(fc.constantFrom('I10', 'C50.9'), { nil: undefined }),
      purpose: fc.constantFrom('general', 'chronic', 'two-diseases', 'delivery'),
      filing: fc.option(fc.constantFrom('filed' as const, 'emergency' as const), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((drawn) => {
    let on = 0
    return drawn.map(({ isStay, charged, gap, length, diagnosis, purpose, filing, ...more }, index) => {
      const from = on + gap
      on = from + length
      const shared = {
        ...{ claimId: `C${index}`, ...charged, ...more, today: '2025-12-01' },
        ...(diagnosis === undefined ? {} : { diagnosis }),
        ...(filing === undefined ? {} : { filing }),
      }
      const ofDisease = purpose === 'chronic' || purpose === 'two-diseases'
      if (isStay) {
        const born = purpose === 'delivery' ? { purpose, delivery: 'caesarean' as const } : {}
        return stay({ ...shared, ...born, admittedOn: dayOf(from), dischargedOn: dayOf(on) })
      }
      const treated = ofDisease ? { purpose, disease: 'M03900' } : {}
      return visit({ ...shared, ...(treated as object), serviceOn: dayOf(on) })
    })
  })

const years: fc.Arbitrary<InsuredYear> = fc
  .record({
    scheme: fc.constantFrom('resident' as const, 'employee' as const),
    city: fc.constantFrom('340100', '340200', '340400'),
    aid: fc.constantFrom('none' as const, 'minimum-living' as const, 'special-hardship' as const),
    isRetired: fc.boolean(),
    account: fc.constantFrom(0, 5_000, 6_000_000),
    birthOn: fc.constantFrom('1950-05-01', '1980-03-01', '2015-07-09'),
    continuousYears: fc.constantFrom(undefined, 1, 9),
    moves: fc.boolean(),
    isRegistered: fc.boolean(),
    isTwo: fc.boolean(),
  })
  .map(({ scheme, city, aid, isRetired, account, birthOn, continuousYears, moves, isRegistered, isTwo }) => {
    const employment = scheme === 'resident' ? 'resident' : isRetired ? 'retired' : 'employed'
    const spell = { ...residentOfHefei, scheme, city, aid, employment } as const
    const year = yearOf2025({
      ...{ account, birthOn },
      ...(continuousYears === undefined ? {} : { continuousYears, earlierRuns: [5, 6], missedYears: 1 }),
      spells: moves
        ? [
            { ...spell, to: '2025-03-31' },
            { ...residentOfHefei, from: '2025-04-01' },
          ]
        : [spell],
    })
    return isRegistered
      ? {
          ...year,
          registered: {
            ...year.registered,
            diseases: [
              { code: 'M03900', from: '2024-01-01', to: null, ...(isTwo ? { kind: 'two-diseases' } : {}) },
            ],
          },
        }
      : year
  }) as fc.Arbitrary<InsuredYear>

/** A year before, whose last stay one of this year may continue. */
const yearBefore = fc.option(
  fc.record({ to: fc.integer({ min: -25, max: 0 }), taken: fc.constantFrom(0, 20_000, 90_000) }).map(
    ({ to, taken }): InsuredYear => ({
      ...yearOf2025({ year: 2024, accumulators: { resident: { stays: 1, inpatientPaid: 100_000 } } }),
      stays: [
        {
          ...{ claimId: 'B1', from: dayOf(to - 5), to: dayOf(to), institution: 'H34010000002' },
          ...{ diagnosis: 'I10', deductible: taken },
        },
      ],
    }),
  ),
  { nil: undefined },
)

/** Credits taken back of the account since, which then has less than was paid from it. */
const owed = fc.constantFrom(0, 4_000, 5_900_000)

describe('claims judged over columns', () => {
  it('come to the same, to the fen and step by step, as the year settled again claim by claim', () => {
    let compared = 0
    fc.assert(
      fc.property(
        fc.array(fc.tuple(years, claims, yearBefore, owed), { minLength: 1, maxLength: 3 }),
        (persons) => {
          const gather = gatherColumns(2025, 2)
          const expected: (readonly [number, number, unknown])[] = []
          let row = 0
          for (const [number, [first, commands, before, taken]] of persons.entries()) {
            const year = startYear(first, inForce)
            for (const command of commands) year.settle(command)
            year.change({ account: year.year().account - taken })
            const neighbours = before === undefined ? [] : [before]
            const whole = { year: year.year(), neighbours, settled: year.standing() }
            for (const each of rowsOfYear(whole, number, inForce)) gather.add(each)
            const paidInForce = replay(whole, '2025-01-01', inForce).reviewed.map(
              ({ rightful }) => rightful.status === 'paid',
            )
            for (const [plan, tried] of policies.entries()) {
              const { reviewed } = replay(whole, '2025-01-01', { ...inForce, plans: planBook(tried) })
              const paid = reviewed.filter((_, index) => paidInForce[index])
              for (const [index, { rightful }] of paid.entries()) {
                if (rightful.status !== 'paid') throw new Error(rightful.refusedFor)
                const { amounts, change, steps } = rightful.claim
                expected.push([row + index, plan, { amounts, change, steps }])
              }
            }
            row += paidInForce.filter(Boolean).length
          }
          const found = new Map<string, unknown>()
          const columns = gather.columns()
          // Prices of one item class times one: the parts that the extract has of it are parts of the claim.
          const { priced } = worldOf(columns, { prices: [{ itemClasses: ['high-value'], factor: '1' }] })
          const doubled = worldOf(columns, { prices: [{ factor: '2' }] }).priced
          const fault = judgeColumns(
            columns,
            [
              ...policies.map((each) => judgedBy(each, 2025)),
              { ...judgedBy(policy, 2025), priced },
              { ...judgedBy(policy, 2025), priced: doubled },
            ],
            (at, outcomes) => {
              for (const [plan, outcome] of outcomes.entries()) {
                if (outcome === undefined) throw new Error('a claim was left out')
                const { amounts, change, steps } = outcome
                found.set(`${at}/${plan}`, { amounts, change, steps })
              }
            },
          )
          expect(fault).toBeUndefined()
          expect(found.size).toBe(row * (policies.length + 2))
          for (let at = 0; at < row; at += 1) {
            expect(found.get(`${at}/${policies.length}`)).toEqual(found.get(`${at}/0`))
            const [once, twice] = [`${at}/0`, `${at}/${policies.length + 1}`].map(
              (name) => (found.get(name) as Pick<Adjudication, 'amounts'>).amounts,
            )
            for (const part of ['total', 'fullySelfPaid', 'overLimit', 'firstSelfPaid', 'inScope'] as const)
              expect(twice?.[part]).toBe((once?.[part] ?? 0) * 2)
          }
          for (const [at, plan, outcome] of expected) expect(found.get(`${at}/${plan}`)).toEqual(outcome)
          compared += expected.length
        },
      ),
      { numRuns: runs },
    )
    expect(compared).toBeGreaterThan(runs * policies.length)
  })
})
