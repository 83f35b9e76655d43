import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { valueAt } from '#shared/policy/policy.ts'
import {
  mustHaveFigures,
  residentStandard,
} from '../../../services/contribution/billing/rules/billing-figures.ts'
import { nextRecord } from '../../../services/enrollment/coverage/rules/person-record.ts'
import { entitledSpells } from '../../../services/enrollment/entitlement/rules/entitlement.ts'
import { entitlementRules } from '../../../services/enrollment/entitlement/rules/entitlement-rules.ts'
import type { CoverageSpell, Insured } from '../../../services/enrollment/person/rules/insured.ts'
import { employeeSpell, insured, monthPaid, residentSpell, yearPaid } from '../enrollment/given.ts'

const anhui = readPolicy('shared/policy/anhui')
const on = '2025-06-01'

type Figure = number | string | Readonly<Record<string, number>>

/** Anhui's policy, where Hefei sets one figure otherwise from 2015 on. */
const hefeiSets = (key: string, value: Figure): Policy => {
  const figure = anhui.parameters.get(key)
  if (!figure) throw new Error(`no figure ${key}`)
  const own = { from: '2015-01-01', known: '2015-01-01', value, cites: 'made up', tag: 'assumed' as const }
  return {
    ...anhui,
    parameters: new Map([...anhui.parameters, [key, { ...figure, cities: { '340100': [own] } }]]),
  }
}

/** The first and the last day of what somebody may claim on, in a scheme. */
const firstDays = (person: Insured, policy: Policy, scheme: string) =>
  entitledSpells(person, entitlementRules(policy))
    .filter((spell) => spell.scheme === scheme)
    .map(({ from, to }) => `${from} ${to}`)[0]
const moved = (spell: CoverageSpell, city: '340100' | '340200'): CoverageSpell => ({ ...spell, city })

/** By each figure of enrolment: what Hefei sets, who is judged by it, and their first days in Hefei and in Wuhu. */
const cases: readonly {
  readonly key: string
  readonly sets: Figure
  readonly person: (city: '340100' | '340200') => Insured
  readonly inHefei: string
  readonly inWuhu: string
}[] = [
  {
    key: 'enrollment.employee.flexible_wait',
    sets: 1,
    person: (city) =>
      insured(
        { ...moved(residentSpell, city), scheme: 'employee', employment: 'flexible' },
        { paidBills: ['2025-01', '2025-02', '2025-03'].map((month) => monthPaid(month)) },
      ),
    inHefei: '2025-02-01 2025-04-30',
    inWuhu: '2025-04-01 2025-04-30',
  },
  {
    key: 'enrollment.employee.arrears_restore',
    sets: 0,
    person: (city) =>
      insured(moved(employeeSpell, city), {
        paidBills: [monthPaid('2025-01', '2025-03-10'), monthPaid('2025-03')],
      }),
    inHefei: '2025-04-01 2025-04-30',
    inWuhu: '2025-02-01 2025-02-28',
  },
  ...(['male', 'female'] as const).map((sex) => ({
    key: `enrollment.employee.retirement_years.${sex}`,
    sets: 20,
    person: (city: '340100' | '340200') =>
      insured(
        {
          ...{ ...moved(residentSpell, city), scheme: 'employee', employment: 'retired' },
          proven: [{ months: 240, report: 1 }],
        },
        { sex },
      ),
    inHefei: '2025-01-01 2025-12-31',
    inWuhu: '2025-01-01 2025-01-31',
  })),
  {
    key: 'enrollment.employee.paid_years_least',
    sets: 20,
    person: (city) =>
      insured(
        {
          ...{ ...moved(residentSpell, city), scheme: 'employee', employment: 'retired' },
          proven: [{ months: 300, deemed: 120, report: 1 }],
        },
        { sex: 'female' },
      ),
    inHefei: '2025-01-01 2025-01-31',
    inWuhu: '2025-01-01 2025-12-31',
  },
  {
    key: 'enrollment.resident.newborn_days',
    sets: 30,
    person: (city) =>
      insured(
        { ...moved(residentSpell, city), from: '2025-06-01' },
        { birthOn: '2025-06-01', paidBills: [yearPaid(2025, '2025-07-20')] },
      ),
    inHefei: '2025-10-20 2025-12-31',
    inWuhu: '2025-06-01 2025-12-31',
  },
  {
    key: 'enrollment.resident.newborn_from',
    sets: 'payment',
    person: (city) =>
      insured(
        { ...moved(residentSpell, city), from: '2025-06-01' },
        { birthOn: '2025-06-01', paidBills: [yearPaid(2025, '2025-07-20')] },
      ),
    inHefei: '2025-07-20 2025-12-31',
    inWuhu: '2025-06-01 2025-12-31',
  },
  {
    key: 'enrollment.resident.leaver_days',
    sets: 10,
    person: (city) =>
      insured(moved(residentSpell, city), {
        spells: [
          { ...employeeSpell, to: '2025-04-30' },
          { ...moved(residentSpell, city), from: '2025-07-01' },
        ],
        paidBills: [yearPaid(2025, '2025-07-05')],
      }),
    inHefei: '2025-10-05 2025-12-31',
    inWuhu: '2025-07-05 2025-12-31',
  },
  {
    key: 'enrollment.resident.return_days',
    sets: 10,
    person: (city) =>
      insured(moved(residentSpell, city), {
        spells: [
          {
            ...{ ...moved(residentSpell, city), to: '2025-02-28', rests: 'imprisonment' as const },
            returned: { on: '2025-06-01', report: 1 },
          },
          { ...moved(residentSpell, city), from: '2025-06-01' },
        ],
        paidBills: [yearPaid(2025, '2025-07-05')],
      }),
    inHefei: '2025-10-05 2025-12-31',
    inWuhu: '2025-07-05 2025-12-31',
  },
  {
    key: 'enrollment.switch.months',
    sets: 0,
    person: (city) =>
      insured(residentSpell, {
        spells: [
          { ...residentSpell, from: '2024-12-01', to: '2025-05-31' },
          { ...moved(employeeSpell, city), from: '2025-06-01' },
        ],
        paidBills: [yearPaid(2025, '2024-12-01'), monthPaid('2025-06')],
      }),
    inHefei: '2025-07-01 2025-07-31',
    inWuhu: '2025-06-01 2025-07-31',
  },
  {
    key: 'enrollment.switch.years',
    sets: 0,
    person: (city) =>
      insured(residentSpell, {
        spells: [
          { ...residentSpell, from: '2024-12-01', to: '2025-05-31' },
          { ...moved(employeeSpell, city), employment: 'flexible', from: '2025-06-01' },
        ],
        paidBills: [
          yearPaid(2025, '2024-12-01'),
          ...['2025-06', '2025-07', '2025-08'].map((of) => monthPaid(of)),
        ],
      }),
    inHefei: '2025-06-01 2025-09-30',
    inWuhu: '2025-09-01 2025-09-30',
  },
  {
    key: 'enrollment.employee.break',
    sets: { longerThanMonths: 3, employedWait: 2, flexibleWait: 0 },
    person: (city) =>
      insured(employeeSpell, {
        spells: [
          { ...moved(employeeSpell, city), from: '2024-10-01', to: '2024-10-31' },
          { ...moved(employeeSpell, city), from: '2025-03-01' },
        ],
        paidBills: ['2024-10', '2025-03', '2025-04'].map((of) => monthPaid(of)),
      }),
    inHefei: '2025-05-01 2025-05-31',
    inWuhu: '2025-04-01 2025-05-31',
  },
]

const cityable = [...anhui.parameters].flatMap(([key, { phase }]) => (phase === undefined ? [] : [key]))

describe('a figure that a city may set', () => {
  it('is never read without the city', () => {
    expect(cityable.length).toBeGreaterThan(20)
    for (const key of cityable)
      expect(() => valueAt(anhui, key, { on }), key).toThrow(
        expect.objectContaining({ code: 'policy.city-needed' }),
      )
  })

  it('has a phase wherever a city sets it', () => {
    const without = [...anhui.parameters].filter(([, { cities, phase }]) => cities && phase === undefined)
    expect(without.map(([key]) => key)).toEqual([])
  })

  it.each(cases)('$key is the one of the city that covers', ({ key, sets, person, inHefei, inWuhu }) => {
    const policy = hefeiSets(key, sets)
    const scheme = key.startsWith('enrollment.resident') ? 'resident' : 'employee'
    const firstIn = (city: '340100' | '340200') => firstDays(person(city), policy, scheme)
    expect(firstIn('340100')).toBe(inHefei)
    expect(firstIn('340200')).toBe(inWuhu)
    // The record of a change reads everything that an entitlement does.
    expect(nextRecord(undefined, person('340100'), { rules: entitlementRules(policy), on })).toMatchObject({
      coverageVersion: 1,
    })
  })

  it('covers every figure of enrolment that has a phase', () => {
    const judged = new Set([
      ...cases.map(({ key }) => key),
      'enrollment.resident.wait',
      'enrollment.resident.leaver_years',
    ])
    expect(cityable.filter((key) => key.startsWith('enrollment.') && !judged.has(key))).toEqual([])
  })

  it('bills months and years wherever a city sets it', () => {
    for (const city of ['340100', '341100']) {
      mustHaveFigures(anhui, { kind: 'employer-month', month: '2025-06', city })
      mustHaveFigures(anhui, { kind: 'large-sum', year: 2025, city })
      expect(residentStandard(anhui, 2025, city).individual).toBe(40_000)
    }
  })
})
