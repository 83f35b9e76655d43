import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { sum } from '#shared/money/fen.ts'
import type { SettleClaim } from '../../../../services/settlement/claim/rules/command.ts'
import { decide } from '../../../../services/settlement/claim/rules/settle-claim.ts'
import type {
  CorrectionBasis,
  YearOfClaims,
} from '../../../../services/settlement/correction/rules/replay.ts'
import type { Institution } from '../../../../services/settlement/institution/rules/institution.ts'
import { evolve } from '../../../../services/settlement/insured-year/rules/evolve.ts'
import type { InsuredYear, Spell } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { payers } from '../../../../services/settlement/insured-year/rules/layers.ts'
import { planBook } from '../../../../services/settlement/plan/rules/plan-book.ts'
import type { Price } from '../../../../services/settlement/pricing/rules/price.ts'
import {
  addPrices,
  effectOn,
  noPrice,
  pricedKinds,
} from '../../../../services/settlement/pricing/rules/price.ts'
import { priceYear } from '../../../../services/settlement/pricing/rules/price-year.ts'
import type { LayerChange } from '../../../../services/settlement/pricing/rules/proposal.ts'
import { policyUnder, proposedLayers } from '../../../../services/settlement/pricing/rules/proposal.ts'
import { basis } from '../support/basis.ts'
import { provincialHospital, residentOfHefei, stay, visit, yearOf2025 } from '../support/claims.ts'

const policy = readPolicy('shared/policy/anhui')
const hefei = { city: '340100', scheme: 'resident' } as const

const secondLevel: Institution = {
  ...{ code: 'H34010000002', city: '340100', level: 2, provincial: false },
  agreement: { from: '2024-01-01', to: null },
}
const institutions = new Map([provincialHospital, secondLevel].map((each) => [each.code, each]))
const inForce: CorrectionBasis = { ...basis, institutions, plans: planBook(policy) }

const under = (fund: { city: string; scheme: 'resident' | 'employee' }, ...changes: LayerChange[]) => {
  const decision = proposedLayers(policy, { ...fund, holdsFrom: '2026-01-01' }, changes)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return { ...inForce, plans: planBook(policyUnder(policy, fund, decision.value)) }
}
const fivePoints: LayerChange = {
  layer: 'inpatient',
  figures: [{ at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }],
}

/** A person's year with claims settled in the order given. */
const yearWith = (commands: readonly SettleClaim[], first: InsuredYear = yearOf2025()): YearOfClaims => {
  let year = first
  const settled = commands.flatMap((command) => {
    const decision = decide(command, year, inForce)
    if (decision.status === 'refused') return []
    year = evolve(year, decision.value)
    return [{ claim: decision.value, corrections: [] }]
  })
  return { year, neighbours: [], settled }
}

const drugs = (code: string, fen: number) => ({
  total: fen,
  lines: [{ code, quantity: '1', unitPrice: (fen / 100).toFixed(2), amount: fen }],
})
const stayAt = (claimId: string, month: string, fen: number, institution = secondLevel) =>
  stay({
    ...{ claimId, institution, today: '2025-12-31', ...drugs('drug-a', fen) },
    ...{ admittedOn: `2025-${month}-01`, dischargedOn: `2025-${month}-10` },
  })
const visitOn = (claimId: string, serviceOn: string, fen: number) =>
  visit({ claimId, serviceOn, today: '2025-12-31', ...drugs('drug-a', fen) })

const priceOf = (claims: YearOfClaims, proposed = under(hefei, fivePoints)): Price =>
  priceYear(claims, hefei, { inForce, proposed })

describe('five points more for stays in hospitals of level 2', () => {
  it('cost five per cent of what is above the deductible, rounded claim by claim', () => {
    // (1,234.56 − 500) × 80 % = 587.648, × 85 % = 624.376
    const price = priceOf(yearWith([stayAt('C1', '03', 123_456), stayAt('C2', '06', 1_000_000)]))
    expect(price).toMatchObject({ claims: 2, changed: 2 })
    expect(price.care.inpatient).toMatchObject({
      recorded: { basic: 58_765 + 760_000 },
      inForce: { basic: 58_765 + 760_000 },
      proposed: { basic: 62_438 + 807_500 },
    })
    expect(effectOn(price, 'inpatient')).toEqual({
      ...{ basic: 3_673 + 47_500, seriousIllness: 0, medicalAid: 0, supplement: 0 },
      ...{ account: 0, cash: -3_673 - 47_500 },
    })
  })

  it('relieve serious-illness insurance of what the pool pays instead', () => {
    // Patient's part 20,400 → 15,425: above 15,000 at 60 %: 3,240 → 255.
    const price = priceOf(yearWith([stayAt('C1', '03', 10_000_000)]))
    expect(effectOn(price, 'inpatient')).toMatchObject({
      ...{ basic: 497_500, seriousIllness: -298_500, cash: -199_000 },
    })
  })

  it('cost nothing where the ceiling is reached either way, nor at other levels', () => {
    const atCeiling = priceOf(yearWith([stayAt('C1', '03', 40_000_000)]))
    expect(atCeiling).toMatchObject({ claims: 1, changed: 0 })
    const elsewhere = priceOf(yearWith([stayAt('C1', '03', 1_000_000, provincialHospital)]))
    expect(elsewhere).toMatchObject({ claims: 1, changed: 0 })
    for (const price of [atCeiling, elsewhere]) expect(effectOn(price, 'inpatient').basic).toBe(0)
  })
})

describe('a price', () => {
  it('follows the year: a higher limit is used up by the claims in their order', () => {
    const plan = { deductible: 0, pays: 0.6, ceiling: 200 }
    const claims = yearWith([visitOn('C1', '2025-02-10', 20_000), visitOn('C2', '2025-05-10', 30_000)])
    // 120 and 30 of 150; 120 and 80 of 200.
    const price = priceOf(claims, under(hefei, { layer: 'outpatient', plan }))
    expect(price).toMatchObject({ claims: 2, changed: 1 })
    expect(effectOn(price, 'outpatient')).toMatchObject({ basic: 5_000, cash: -5_000 })
  })

  it('is of the change alone: a correction that is due is no part of it', () => {
    const late = yearWith([visitOn('C1', '2025-05-10', 20_000), visitOn('C2', '2025-02-10', 10_000)])
    const lateSettled = { ...late, year: { ...late.year, accumulators: {} } }
    const [first] = lateSettled.settled
    if (!first) throw new Error('no claim')
    const paid = { ...first.claim.amounts, basic: 5_000, fund: 5_000, patient: 15_000, cash: 15_000 }
    const wrong = { ...first, claim: { ...first.claim, amounts: paid } }
    const price = priceOf({ ...lateSettled, settled: [wrong, ...lateSettled.settled.slice(1)] })
    expect(price.care.outpatient).toMatchObject({
      recorded: { basic: 5_000 + 3_000 },
      inForce: { basic: 6_000 + 9_000 },
      proposed: { basic: 6_000 + 9_000 },
    })
    expect(effectOn(price, 'outpatient').basic).toBe(0)
  })

  it('counts only claims of the fund it is for, judged with all the others', () => {
    const inWuhu: Spell = { ...residentOfHefei, city: '340200', to: '2025-06-30' }
    const year = yearOf2025({ spells: [inWuhu, { ...residentOfHefei, from: '2025-07-01' }] })
    const claims = yearWith([stayAt('C1', '03', 1_000_000), stayAt('C2', '09', 1_000_000)], year)
    expect(claims.settled.map(({ claim }) => claim.city)).toEqual(['340200', '340100'])
    const price = priceOf(claims)
    expect(price).toMatchObject({ claims: 1, changed: 1 })
    expect(effectOn(price, 'inpatient').basic).toBe(47_500)
  })

  it('is not guessed where the proposal has no figure for a claim', () => {
    const plan = { deductible: 0, pays: [{ when: { level: 1 }, ratio: 0.6 }] }
    const claims = yearWith([visitOn('C1', '2025-02-10', 20_000)])
    expect(() => priceOf(claims, under(hefei, { layer: 'outpatient', plan }))).toThrow(
      expect.objectContaining({ code: 'plan.no-row' }),
    )
  })
})

const claimsDrawn: fc.Arbitrary<SettleClaim[]> = fc
  .array(
    fc.record({
      isStay: fc.boolean(),
      isSecond: fc.boolean(),
      code: fc.constantFrom('drug-a', 'drug-b', 'drug-c'),
      fen: fc.integer({ min: 1, max: 20_000_000 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((drawn) =>
    drawn.map(({ isStay, isSecond, code, fen }, index): SettleClaim => {
      const month = String(index + 1).padStart(2, '0')
      const shared = { claimId: `C${index}`, useAccount: true, today: '2025-12-31', ...drugs(code, fen) }
      const institution = isSecond ? secondLevel : provincialHospital
      const days = { admittedOn: `2025-${month}-01`, dischargedOn: `2025-${month}-10` }
      return isStay
        ? stay({ ...shared, institution, ...days })
        : visit({ ...shared, institution, serviceOn: `2025-${month}-15` })
    }),
  )
const schemes = fc.constantFrom('resident' as const, 'employee' as const)
const yearOf = (scheme: 'resident' | 'employee'): InsuredYear =>
  yearOf2025({
    account: 300_000,
    spells: [{ ...residentOfHefei, scheme, employment: scheme === 'resident' ? 'resident' : 'employed' }],
  })
const total = (price: Price, view: 'recorded' | 'inForce' | 'proposed') =>
  sum(pricedKinds.flatMap((kind) => payers.map((payer) => price.care[kind][view][payer])))

describe('whatever the claims of a year', () => {
  it('the plans in force, proposed again, cost exactly nothing, and what is recorded is what they give', () => {
    fc.assert(
      fc.property(claimsDrawn, schemes, (commands, scheme) => {
        const fund = { city: '340100', scheme }
        const layers = ['inpatient', 'outpatient'] as const
        const same = under(fund, ...layers.map((layer) => ({ layer, figures: [] })))
        const price = priceYear(yearWith(commands, yearOf(scheme)), fund, { inForce, proposed: same })
        expect(price.changed).toBe(0)
        for (const kind of pricedKinds) {
          expect(Object.values(effectOn(price, kind)).every((amount) => amount === 0)).toBe(true)
          expect(price.care[kind].recorded).toEqual(price.care[kind].inForce)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('what one payer pays more the others pay less, and persons together are the sum of each', () => {
    fc.assert(
      fc.property(
        fc.array(claimsDrawn, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 100 }),
        (persons, percent) => {
          const becomes = percent / 100
          const figures = [{ at: '/pays/3/ratio', was: 0.8, becomes }]
          const proposed = under(hefei, { layer: 'inpatient', figures })
          const prices = persons.map((commands) => priceOf(yearWith(commands), proposed))
          const together = prices.reduce(addPrices, noPrice)
          expect(total(together, 'proposed')).toBe(total(together, 'inForce'))
          const basicOf = (price: Price) => effectOn(price, 'inpatient').basic
          expect(basicOf(together)).toBe(sum(prices.map(basicOf)))
          expect(Math.sign(basicOf(together)) * Math.sign(percent - 80)).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 200 },
    )
  })
})
