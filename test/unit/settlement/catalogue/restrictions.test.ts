import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogueEntry } from '../../../../services/settlement/catalogue/rules/catalogue.ts'
import type { ChargedLine, SettleClaim } from '../../../../services/settlement/claim/rules/command.ts'
import { decide } from '../../../../services/settlement/claim/rules/settle-claim.ts'
import { splitLine, storedLine } from '../../../../services/settlement/insured-year/records/claim-parts.ts'
import { breaches } from '../../../../services/settlement/insured-year/rules/breach.ts'
import { anhui, booked, planOf } from '../support/basis.ts'
import { provincialHospital, stay, visit, yearOf2025 } from '../support/claims.ts'

type Limits = Record<string, unknown>
const entriesOf = (restriction: Limits) =>
  new Map(
    [
      { code: 'plain', class: 'A' },
      { code: 'limited', class: 'A', restriction: { onBreach: 'selfPaid', ...restriction } },
    ].map((entry) => [entry.code, catalogueEntry.parse(entry)]),
  )
const basisWith = (restriction: Limits) => {
  const entries = entriesOf(restriction)
  return { plans: anhui, catalogue: { find: (code: string) => entries.get(code) } }
}

/** Two lines of 100 yuan: one of the restricted item, one without limits. */
const plain: ChargedLine = { code: 'plain', quantity: '1', unitPrice: '100', amount: 10_000 }
const limited: ChargedLine = { code: 'limited', quantity: '10', unitPrice: '10', amount: 10_000 }
const withLines = (lines: readonly ChargedLine[], changed: Partial<ReturnType<typeof stay>> = {}) =>
  stay({ lines, total: lines.reduce((sum, { amount }) => sum + amount, 0), ...changed })

const linesOf = (command: SettleClaim, restriction: Limits, year = yearOf2025()) => {
  const decision = decide(command, year, basisWith(restriction))
  return decision.status === 'accepted' ? decision.value.lines : decision.refusal.code
}
const breachIn = (command: SettleClaim, restriction: Limits, year = yearOf2025()) => {
  const lines = linesOf(command, restriction, year)
  return typeof lines === 'string' ? lines : lines[0]?.breach
}

describe('a line outside the limits of its item', () => {
  it('is fully self-paid with its reason, and the rest of the claim is paid', () => {
    expect(linesOf(withLines([limited, plain]), { levels: [1, 2] })).toEqual([
      {
        ...limited,
        fullySelfPaid: 10_000,
        overLimit: 0,
        firstSelfPaid: 0,
        inScope: 0,
        breach: 'line.level',
      },
      { ...plain, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 0, inScope: 10_000 },
    ])
  })

  it('refuses the claim where the entry says so, naming the line', () => {
    const decision = decide(
      withLines([plain, limited]),
      yearOf2025(),
      basisWith({ levels: [1, 2], onBreach: 'refuse' }),
    )
    expect(decision).toMatchObject({
      status: 'refused',
      refusal: { code: 'line.level', field: 'lines.1.code', figures: { code: 'limited', on: '2025-05-20' } },
    })
  })
})

describe('an item is paid only', () => {
  it.each([
    ['for a listed diagnosis', { diagnoses: ['I10', 'C50.9'] }, 'C50.900', undefined],
    ['for the beginning of a code', { diagnoses: ['C50'] }, 'C50.9', undefined],
    ['for a stretch of categories', { diagnoses: ['C00-C97'] }, 'C50.9', undefined],
    ['up to the last category of a stretch', { diagnoses: ['C00-C97'] }, 'C97.x', undefined],
    ['and not beyond it', { diagnoses: ['C00-C97'] }, 'D00.0', 'line.diagnosis'],
    ['and for no other diagnosis', { diagnoses: ['C50'] }, 'C5', 'line.diagnosis'],
    ['and never where none is given', { diagnoses: ['C50'] }, undefined, 'line.diagnosis'],
  ])('%s', (_, restriction, diagnosis, breach) => {
    const command = withLines([limited], diagnosis === undefined ? {} : { diagnosis })
    expect(breachIn(command, restriction)).toBe(breach)
  })

  it('for patients of a sex: the person is a woman', () => {
    expect(breachIn(withLines([limited]), { sex: 'female' })).toBeUndefined()
    expect(breachIn(withLines([limited]), { sex: 'male' })).toBe('line.sex')
  })

  it('for patients of an age, both ends included: the patient is 45 on the day', () => {
    expect(breachIn(withLines([limited]), { ageFrom: 45, ageTo: 45 })).toBeUndefined()
    expect(breachIn(withLines([limited]), { ageTo: 44 })).toBe('line.age')
    expect(breachIn(withLines([limited]), { ageFrom: 46 })).toBe('line.age')
    expect(breachIn(withLines([limited]), { ageTo: 44 }, yearOf2025({ birthOn: null }))).toBe('line.age')
  })

  it('up to a quantity, which charging in several lines does not stretch', () => {
    const half = { ...limited, quantity: '5', amount: 5_000 }
    expect(breachIn(withLines([limited]), { mostQuantity: 10 })).toBeUndefined()
    expect(breachIn(withLines([half, half]), { mostQuantity: 10 })).toBeUndefined()
    expect(breachIn(withLines([half, half]), { mostQuantity: 9.9999 })).toBe('line.quantity')
  })

  it('for so many days of supply, which have to be said', () => {
    expect(breachIn(withLines([{ ...limited, days: 14 }]), { mostDays: 14 })).toBeUndefined()
    expect(breachIn(withLines([{ ...limited, days: 15 }]), { mostDays: 14 })).toBe('line.days')
    expect(breachIn(withLines([limited]), { mostDays: 14 })).toBe('line.days')
  })

  it('in hospitals of a level', () => {
    const townHospital = { ...provincialHospital, level: 1 as const, provincial: false }
    expect(breachIn(withLines([limited], { institution: townHospital }), { levels: [1] })).toBeUndefined()
  })
})

describe('a code that is not in the catalogue', () => {
  const unlisted = { ...limited, code: 'unknown' }
  const claimUnder = (rules: object) => {
    const plan = planOf({ inpatient: { deductible: 0, pays: 0.5, ...rules } })
    return decide(withLines([unlisted, plain]), yearOf2025(), {
      ...basisWith({ levels: [3] }),
      plans: booked(plan),
    })
  }

  it('refuses the claim', () => {
    expect(claimUnder({})).toMatchObject({
      status: 'refused',
      refusal: { code: 'claim.not-in-catalogue', field: 'lines.0.code' },
    })
  })

  it('is fully self-paid where the plan says so, the rest being paid: half of 100 yuan', () => {
    expect(claimUnder({ unlistedLine: 'selfPaid' })).toMatchObject({
      status: 'accepted',
      value: {
        amounts: { total: 20_000, fullySelfPaid: 10_000, inScope: 10_000, basic: 5_000, cash: 15_000 },
        lines: [
          { code: 'unknown', breach: 'claim.not-in-catalogue' },
          { code: 'plain', inScope: 10_000 },
        ],
      },
    })
  })
})

describe('what is kept of a line', () => {
  const parts = { fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 0, inScope: 10_000 }

  it('is as short as it was for a line without breach or days', () => {
    expect(storedLine({ ...plain, ...parts })).toEqual(['plain', '1', '100', 10_000])
  })

  it('comes back whole: parts, days of supply, and why it was not paid', () => {
    const figures = fc.record({
      fullySelfPaid: fc.integer({ min: 0, max: 1_000 }),
      overLimit: fc.integer({ min: 0, max: 1_000 }),
      firstSelfPaid: fc.integer({ min: 0, max: 1_000 }),
    })
    const further = fc.record(
      { days: fc.integer({ min: 1, max: 366 }), breach: fc.constantFrom(...breaches) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(figures, further, (shares, more) => {
        const inScope = plain.amount - shares.fullySelfPaid - shares.overLimit - shares.firstSelfPaid
        const line = { ...plain, ...shares, inScope, ...more }
        expect(splitLine(storedLine(line))).toEqual(line)
      }),
    )
  })
})

describe('whatever the limits and the visit', () => {
  const restriction = fc.record(
    {
      levels: fc.uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1 }),
      sex: fc.constantFrom('male', 'female'),
      ageTo: fc.integer({ min: 0, max: 100 }),
      mostQuantity: fc.integer({ min: 1, max: 20 }),
      onBreach: fc.constant('selfPaid'),
    },
    { requiredKeys: ['onBreach', 'levels'] },
  )

  it('a limit never makes the fund pay more, and the cost stays the same', () => {
    fc.assert(
      fc.property(
        restriction,
        fc.array(fc.constantFrom(plain, limited), { minLength: 1 }),
        (limits, lines) => {
          const total = lines.reduce((sum, { amount }) => sum + amount, 0)
          const command = visit({ lines, total })
          const [free, held] = [{ levels: [1, 2, 3] }, limits].map((each) =>
            decide(command, yearOf2025(), basisWith(each)),
          )
          if (free?.status !== 'accepted' || held?.status !== 'accepted') return false
          return (
            held.value.amounts.fund <= free.value.amounts.fund &&
            held.value.amounts.total === free.value.amounts.total
          )
        },
      ),
    )
  })
})
