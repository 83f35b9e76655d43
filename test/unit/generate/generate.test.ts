import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { parseYuan } from '#shared/money/fen.ts'
import { largestCities, peopleByCity } from '../../../cli/generate/city-profiles.ts'
import { generateFundYear } from '../../../cli/generate/generate.ts'
import { writeFundYear } from '../../../cli/generate/write-files.ts'
import { readInputs } from '../../../cli/year/inputs.ts'
import { idNumberFault } from '../../../services/enrollment/person/rules/id-number.ts'

const policy = readPolicy('shared/policy/anhui')
const settings = { people: 2000, seed: 1, year: 2025, cities: largestCities(16) }
const year = generateFundYear(settings, policy)
const share = (part: number, whole: number) => part / whole

describe('the generator', () => {
  it('gives the same files for the same seed, and others for another', () => {
    expect(generateFundYear(settings, policy)).toEqual(year)
    expect(generateFundYear({ ...settings, seed: 2 }, policy).claims).not.toEqual(year.claims)
  })

  it('writes files that are read back as they were, in UTF-8 with a byte-order mark', () => {
    const folder = mkdtempSync(join(tmpdir(), 'generate-'))
    try {
      const small = generateFundYear({ ...settings, people: 40, cities: largestCities(2) }, policy)
      writeFundYear(folder, small)
      const read = readInputs(folder)
      expect(read.claims).toEqual(small.claims)
      expect(read.enrolment.map(({ fileLine: _, ...row }) => row)).toEqual(small.enrolment)
      expect([...readFileSync(join(folder, 'wages.csv')).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('plans nothing for a fund of nobody: 20 people in two cities leave Fuyang without employees', () => {
    const { budgets, openings } = generateFundYear(
      { ...settings, people: 20, cities: largestCities(2) },
      policy,
    )
    const amounts = [...budgets.map(({ amount }) => amount), ...openings.map((each) => each.pooled_balance)]
    expect(amounts.length).toBeGreaterThan(10)
    expect(amounts.filter((amount) => amount.startsWith('-'))).toEqual([])
  })

  it('spreads people over cities as the census does: of 6,101 ten-thousands Hefei has 937', () => {
    const people = peopleByCity(6101, largestCities(16))
    expect(people.reduce((sum, [, count]) => sum + count, 0)).toBe(6101)
    expect(people.find(([city]) => city === '340100')?.[1]).toBeGreaterThan(930)
  })

  it('takes the largest cities first', () => {
    expect(largestCities(2)).toEqual(['340100', '341200'])
  })
})

describe('the insured', () => {
  it('have formally valid ID numbers of their own', () => {
    expect(new Set(year.enrolment.map(({ id_number }) => id_number)).size).toBe(2000)
    for (const { id_number, birth_on, sex } of year.enrolment) {
      const said = { birthOn: birth_on, sex: sex === '男' ? ('male' as const) : ('female' as const) }
      expect(idNumberFault(id_number, said)).toBeUndefined()
    }
  })

  it('are employees for a quarter or a little more, aid recipients for a few in a hundred', () => {
    const employees = year.enrolment.filter(({ scheme }) => scheme === 'employee').length
    const aided = year.aid.length
    expect(share(employees, 2000)).toBeGreaterThan(0.22)
    expect(share(employees, 2000)).toBeLessThan(0.3)
    expect(share(aided, 2000)).toBeGreaterThan(0.02)
    expect(share(aided, 2000)).toBeLessThan(0.08)
  })
})

describe('the claims', () => {
  const stays = year.claims.filter(({ infno }) => infno === '2304')
  const visits = year.claims.filter(({ infno }) => infno === '2207')

  it('are 5.4 visits a head and stays of about a fifth of the people', () => {
    expect(share(visits.length, 2000)).toBeCloseTo(5.4, 0)
    expect(share(stays.length, 2000)).toBeGreaterThan(0.19)
    expect(share(stays.length, 2000)).toBeLessThan(0.26)
  })

  it('cost about what the nation’s stays cost: 11,153 employees, 7,338 residents', () => {
    for (const [insutype, average] of [
      ['310', 11_153],
      ['390', 7_338],
    ] as const) {
      const costs = stays
        .filter(({ input }) => input.insutype === insutype)
        .map(({ input }) => (parseYuan(String(input.medfee_sumamt)) ?? 0) / 100)
      const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length
      expect(mean / average).toBeGreaterThan(0.8)
      expect(mean / average).toBeLessThan(1.2)
    }
  })

  it('stand in the order in which they were settled', () => {
    const times = year.claims.map(({ inf_time }) => inf_time)
    expect(times).toEqual([...times].sort())
  })

  it('are spoilt now and then, and some are taken back', () => {
    const ids = new Set(year.claims.map(({ msgid }) => msgid))
    const cancelled = year.claims.filter(({ infno }) => infno === '2208' || infno === '2305')
    expect(year.claims.length).toBeGreaterThan(ids.size)
    expect(cancelled.length).toBeGreaterThan(10)
    for (const { input } of cancelled) expect(ids).toContain(input.omsgid)
  })
})

describe('the plans', () => {
  it('plan no deficit but for residents of Fuyang and Bozhou, who use much more care', () => {
    const sums = new Map<string, number>()
    for (const { city, scheme, kind, line, amount } of year.budgets) {
      if (line.startsWith('account-')) continue
      const signed = (parseYuan(amount) ?? 0) * (kind === 'income' ? 1 : -1)
      sums.set(`${city} ${scheme}`, (sums.get(`${city} ${scheme}`) ?? 0) + signed)
    }
    expect(sums.size).toBe(32)
    const inDeficit = [...sums].filter(([, current]) => current < 0).map(([fund]) => fund)
    expect(inDeficit.sort()).toEqual(['341200 resident', '341600 resident'])
  })
})
