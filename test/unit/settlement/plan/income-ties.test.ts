import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { IncomeTie } from '../../../../services/settlement/plan/rules/income-ties.ts'
import { incomeTies } from '../../../../services/settlement/plan/rules/income-ties.ts'
import { planBook } from '../../../../services/settlement/plan/rules/plan-book.ts'

const policy = readPolicy('shared/policy/anhui')
const tiesOf = (city: string, year: number) => incomeTies(policy, planBook(policy), { city, year })
const find = (ties: readonly IncomeTie[], of: Partial<IncomeTie>) =>
  ties.find((each) => Object.entries(of).every(([name, value]) => each[name as keyof IncomeTie] === value))

describe('benefits tied to income', () => {
  it('make six times the wage of the year before the ceiling of employees: 539,280 where 300,000 are in force', () => {
    expect(find(tiesOf('340100', 2025), { scheme: 'employee', item: 'ceiling' })).toMatchObject({
      statistic: { name: 'average-wage', year: 2024, amount: 8_988_000, tag: 'derived' },
      ...{ by: '6', tied: 53_928_000, inForce: 30_000_000, difference: 23_928_000, implied: '3.3378' },
    })
  })

  it('make the ceiling of residents less than the one in force: six times 34,893 are 209,358', () => {
    expect(find(tiesOf('340100', 2024), { scheme: 'resident', item: 'ceiling' })).toMatchObject({
      statistic: { name: 'disposable-income', year: 2023, tag: 'second-hand' },
      ...{ tied: 20_935_800, inForce: 30_000_000, difference: -9_064_200 },
    })
  })

  it('move a deductible with wages: 600 yuan at a city’s level 3 would be 674.10 in 2025', () => {
    expect(
      find(tiesOf('340100', 2025), { scheme: 'employee', item: 'deductible', level: '3' }),
    ).toMatchObject({ tied: 67_410, inForce: 60_000, difference: 7_410 })
  })

  it('say what a resident would pay: 373.36 of 34,893 where 380 are in force in 2024', () => {
    expect(find(tiesOf('340100', 2024), { item: 'contribution' })).toMatchObject({
      ...{ by: '0.0107', tied: 37_336, inForce: 38_000, difference: -664, implied: '0.0109' },
    })
  })

  it('say what a resident would pay of the 38,755 of 2025: 414.68 where 400 are in force in 2026', () => {
    expect(find(tiesOf('340100', 2026), { item: 'contribution' })).toMatchObject({
      statistic: { year: 2025, amount: 3_875_500, tag: 'second-hand' },
      ...{ tied: 41_468, inForce: 40_000, difference: 1_468 },
    })
  })

  it('name the year that a statistic is of, where that of the year before is not known', () => {
    expect(find(tiesOf('340100', 2027), { item: 'contribution' })?.statistic.year).toBe(2025)
  })

  it('stand beside the figures of the city, where a city has its own', () => {
    const own = find(tiesOf('340400', 2025), { scheme: 'employee', item: 'deductible', level: '2' })
    const hefei = find(tiesOf('340100', 2025), { scheme: 'employee', item: 'deductible', level: '2' })
    expect(own?.tied).toBe(hefei?.tied)
    expect(own?.difference).toBe((own?.tied ?? 0) - (own?.inForce ?? 0))
  })

  it('are refused for a year before anything was tied', () => {
    expect(() => tiesOf('340100', 2022)).toThrow(/income/)
  })
})
