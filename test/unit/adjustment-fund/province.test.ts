import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/day.ts'
import type { YearEvidence } from '#shared/contracts/budget.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { sum } from '#shared/money/fen.ts'
import { Exact, times } from '#shared/money/rate.ts'
import type { Account, Movement } from '../../../services/adjustment-fund/account/rules/account.ts'
import { emptyAccount, enter } from '../../../services/adjustment-fund/account/rules/account.ts'
import { allocateShares } from '../../../services/adjustment-fund/allocation/rules/allocation.ts'
import type { GapApplication } from '../../../services/adjustment-fund/gap/rules/gap-application.ts'
import {
  applyForGap,
  approveApplication,
  examineApplication,
} from '../../../services/adjustment-fund/gap/rules/gap-application.ts'
import { gapRulesAt, sharingRulesAt } from '../../../services/adjustment-fund/gap/rules/gap-rule.ts'
import { trueUpApplication } from '../../../services/adjustment-fund/gap/rules/true-up.ts'
import type { LeviedBefore } from '../../../services/adjustment-fund/levy/rules/levy.ts'
import {
  assessLevy,
  hasReachedPauseLine,
  lateFeeOf,
  notLevied,
  restOf,
} from '../../../services/adjustment-fund/levy/rules/levy.ts'
import { levyRuleAt } from '../../../services/adjustment-fund/levy/rules/levy-rule.ts'
import type { ProvincialRun } from '../../../services/adjustment-fund/run-approval/rules/provincial-run.ts'
import { proposeRun, runIdOf } from '../../../services/adjustment-fund/run-approval/rules/provincial-run.ts'

const policy = readPolicy('shared/policy/anhui')
const codes = cities.map(({ code }) => code)
const scheme = 'resident'
const years = [2025, 2026, 2027, 2028, 2029]

/** A city's year as its books close, in fen; what is drawn is its own. */
type CityYear = {
  readonly collection: number
  readonly deficit: number
  readonly opening: number
  readonly care: number
  readonly uncollected: number
  readonly score: number
  /** Days that it remits after the last one; nothing: in time. */
  readonly lateBy: number
  /** What the final accounts find less (or more) of the cost. */
  readonly correction: number
}

const cityYear = fc.record<CityYear>({
  collection: fc.integer({ min: -1_000, max: 10 ** 10 }),
  deficit: fc.integer({ min: -(10 ** 9), max: 2 * 10 ** 9 }),
  opening: fc.oneof(fc.integer({ min: -(10 ** 8), max: 10 ** 9 }), fc.constant(0)),
  care: fc.integer({ min: -(10 ** 8), max: 2 * 10 ** 9 }),
  uncollected: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 ** 8 })),
  score: fc.integer({ min: 0, max: 100 }),
  lateBy: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90 })),
  correction: fc.integer({ min: -(10 ** 8), max: 10 ** 7 }),
})

/** How a year's levy is split: its runs in turn, each of some cities and a share, the last of all that is left. */
const levyRun = fc.record({
  cities: fc.subarray(codes, { minLength: 1 }),
  share: fc.constantFrom('0.1', '0.25', '0.3333', '0.5', '1'),
})
const provinceYear = fc.record({
  cities: fc.array(cityYear, { minLength: 16, maxLength: 16 }),
  runs: fc.array(levyRun, { maxLength: 6 }),
  order: fc.shuffledSubarray(codes, { minLength: 16, maxLength: 16 }),
})
type ProvinceYear = { cities: CityYear[]; runs: { cities: string[]; share: string }[]; order: string[] }
const province = fc.array(provinceYear, { minLength: years.length, maxLength: years.length })

const figuresOf = (year: ProvinceYear, city: string): CityYear => {
  const found = year.cities[codes.indexOf(city as (typeof codes)[number])]
  if (!found) throw new Error('no such city')
  return found
}

const enterAll = (account: Account, movements: readonly Movement[]): Account => {
  const entered = enter(account, movements)
  if (entered.status === 'refused') throw new Error(entered.refusal.code)
  return entered.value.account
}

/** What a city's purse gave and got, in all years. */
type Purse = { out: number; into: number }
type World = { account: Account; purses: Map<string, Purse> }

const purseOf = ({ purses }: World, city: string): Purse => {
  const purse = purses.get(city) ?? { out: 0, into: 0 }
  purses.set(city, purse)
  return purse
}

/** Moves money between the account and a city; what one gives the other gets. */
const move = (world: World, city: string, source: Movement['source'], amount: number, on: string): void => {
  if (amount === 0) return
  world.account = enterAll(world.account, [{ source, sourceId: `${source}-${city}-${on}`, city, amount, on }])
  const purse = purseOf(world, city)
  if (amount > 0) purse.out += amount
  else purse.into -= amount
}

type Levied = LeviedBefore & { due: number }

/** Levies a year in its runs, as the province does: proposed, assessed on what is held and owed, remitted at last. */
const levyYear = (world: World, year: ProvinceYear, levyYearOf: number): ReadonlySet<string> => {
  const provincialCollection = sum(codes.map((city) => figuresOf(year, city).collection))
  const levied = new Map<string, Levied>(codes.map((city) => [city, { ...notLevied, due: 0 }]))
  const runs: ProvincialRun[] = []
  const assessed: { city: string; runId: string; share: string }[] = []
  let outstanding = 0
  for (const { cities: of, share } of [...year.runs, { cities: year.order, share: undefined }]) {
    const proposed = { by: 'officer', on: `${levyYearOf}-02-01` }
    const command = {
      ...({ run: 'levy', scheme, year: levyYearOf, on: `${levyYearOf}-02-01`, proposed } as const),
      ...{ cities: of, commandId: `run ${runs.length} ${share}` },
      ...(share === undefined ? {} : { share }),
    }
    const decided = proposeRun(command, runs, { assessed, mostParts: 4 })
    if (decided.status === 'refused') continue
    runs.push({ ...decided.value, status: 'approved', approved: proposed })
    const accumulated = world.account.balance + outstanding
    for (const city of of) {
      const before = levied.get(city) as Levied
      const rule = levyRuleAt(policy, scheme, levyYearOf, city)
      const part = share ?? restOf(before)
      const base = figuresOf(year, city).collection
      const { status, amount } = assessLevy({
        ...{ cityCollection: base, provincialCollection, accumulated, before, share: part },
        ...{ rate: rule.rate, pauseLine: rule.pauseLine },
      })
      if (hasReachedPauseLine(accumulated, provincialCollection, rule.pauseLine)) expect(amount).toBe(0)
      const taken = status === 'paused' ? '0' : part
      assessed.push({ city, runId: runIdOf(decided.value), share: taken })
      outstanding += amount
      levied.set(city, {
        instalments: before.instalments + 1,
        share: new Exact(before.share).plus(taken).toString(),
        amount: before.amount + amount,
        due: before.due + amount,
      })
      // However it is split, a year's levy is never above 5 % of the collection.
      expect(before.amount + amount).toBeLessThanOrEqual(Math.max(0, times(base, '0.05')))
    }
  }
  const late = new Set<string>()
  for (const city of year.order) {
    const { lateBy } = figuresOf(year, city)
    const { due } = levied.get(city) as Levied
    if (due > 0 && lateBy > 60) late.add(city)
    const dueOn = `${levyYearOf}-03-03`
    const remittedOn = addDays(dueOn, lateBy)
    move(world, city, 'levy', due, remittedOn)
    move(world, city, 'late-fee', lateFeeOf(due, { dueOn, remittedOn, rate: '0.0005' }).fee, remittedOn)
  }
  return late
}

type Granted = GapApplication & { readonly status: 'approved' }

/** A city's application, examined and approved; undefined where it is refused. */
const shareOf = (city: string, year: number, figures: CityYear): Granted | undefined => {
  const income = Math.max(1, figures.collection)
  const evidence: YearEvidence = {
    collection: { due: income + figures.uncollected, collected: income },
    care: { basis: 'first-budget', volume: 1, cost: figures.care, volumeBefore: 0, costBefore: 0 },
    epidemic: { claims: 0, cost: 0 },
  }
  const applied = applyForGap(
    {
      ...{ city, scheme, year, causes: ['reasonable-spending'], reason: 'care' },
      ...{ madeBy: 'clerk', appliedOn: `${year + 1}-06-01`, receivedOn: `${year + 1}-06-01` },
    },
    {
      closed: {
        ...{ income, expenditure: income, plannedExpenditure: income, openingBalance: figures.opening },
      },
      cleared: { income: 0, expenditure: figures.deficit, evidence },
      pricings: [],
    },
    gapRulesAt(policy, scheme, year),
  )
  if (applied.status === 'refused') return undefined
  const rules = { ...sharingRulesAt(policy, scheme, year), score: figures.score }
  const examined = examineApplication({ by: 'one', on: `${year + 1}-06-10` }, applied.value, rules)
  if (examined.status === 'refused') throw new Error(examined.refusal.code)
  const approved = approveApplication({ by: 'two', on: `${year + 1}-06-11` }, examined.value)
  if (approved.status === 'refused' || approved.value.status !== 'approved') throw new Error('not approved')
  return approved.value
}

const judgeShare = ({ share, appraisal, gap, plan }: Granted): void => {
  const own = appraisal?.ownBalance.available ?? 0
  // The city's own money is used up before the fund bears anything.
  if (share.fund > 0) expect(share.own).toBe(own)
  expect((share.own ?? 0) + share.fund + share.local + share.ineligible).toBe(gap)
  expect(share.fund).toBeLessThanOrEqual(times(plan, '0.15'))
  expect(Math.min(share.fund, share.local, share.ineligible, share.own ?? 0)).toBeGreaterThanOrEqual(0)
}

/** Shares a year's gaps: paid in two runs, the second with who was late; then trued up. */
const shareYear = (world: World, year: ProvinceYear, of: number, late: ReadonlySet<string>): void => {
  const granted = codes.flatMap((city) => shareOf(city, of, figuresOf(year, city)) ?? [])
  for (const each of granted) judgeShare(each)
  const paid = new Map<string, number>()
  for (const waiting of [late, new Set<string>()]) {
    const owed = granted.map((each) => ({
      ...{ applicationId: each.applicationId, city: each.city },
      amount: each.share.fund - (paid.get(each.city) ?? 0),
    }))
    const before = world.account.balance
    const shares = allocateShares(before, owed, waiting)
    expect(sum(shares.map((share) => share.paid))).toBe(
      Math.min(before, sum(owed.filter(({ city }) => !waiting.has(city)).map(({ amount }) => amount))),
    )
    for (const share of shares) {
      expect(waiting.has(share.city)).toBe(false)
      paid.set(share.city, (paid.get(share.city) ?? 0) + share.paid)
      move(world, share.city, 'allocation', -share.paid, `${of + 1}-07-01`)
    }
  }
  for (const each of granted) {
    const got = paid.get(each.city) ?? 0
    expect(got).toBeLessThanOrEqual(each.share.fund)
    const { correction, deficit } = figuresOf(year, each.city)
    const income = Math.max(1, figuresOf(year, each.city).collection)
    const trued = trueUpApplication(
      {
        final: { income, expenditure: income + deficit + correction },
        finalisedOn: `${of + 1}-12-01`,
      },
      { ...each, paid: got },
      sharingRulesAt(policy, scheme, of),
    )
    const balance = world.account.balance
    move(world, each.city, 'clawback', trued.clawedBack, `${of + 1}-12-01`)
    // What is left of the payment is the share by the final accounts, and the account has the rest again.
    expect(got - trued.clawedBack).toBe(Math.min(got, trued.share.fund))
    expect(world.account.balance - balance).toBe(trued.clawedBack)
    expect(trued.share.fund).toBeLessThanOrEqual(each.share.fund)
  }
}

const live = (drawn: readonly ProvinceYear[]): World => {
  const world: World = { account: emptyAccount(scheme), purses: new Map() }
  for (const [index, year] of drawn.entries()) {
    const of = years[index] as number
    const late = levyYear(world, year, of + 1)
    shareYear(world, year, of, late)
    expect(world.account.balance).toBe(world.account.received - world.account.paid)
  }
  return world
}

describe('a province of sixteen cities over five years', () => {
  it('loses and makes no fen, levies nothing past a limit, pays nobody above their share, and claws back what is owed', () => {
    fc.assert(
      fc.property(province, (drawn) => {
        const { account, purses } = live(drawn)
        const all = [...purses.values()]
        expect(sum(all.map(({ out }) => out)) - sum(all.map(({ into }) => into))).toBe(account.balance)
        expect(account.balance).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 1_000 },
    )
  }, 120_000)

  it('comes to the same for every city in whatever order cities are levied and remit', () => {
    fc.assert(
      fc.property(province, fc.shuffledSubarray(codes, { minLength: 16, maxLength: 16 }), (drawn, order) => {
        const turned = drawn.map((year) => ({
          ...year,
          order,
          runs: year.runs.map((run) => ({ ...run, cities: [...run.cities].reverse() })),
        }))
        const [one, other] = [live(drawn), live(turned)]
        expect(other.account.balance).toBe(one.account.balance)
        for (const city of codes) expect(purseOf(other, city)).toEqual(purseOf(one, city))
      }),
      { numRuns: 100 },
    )
  }, 60_000)

  it('comes to the same whether final accounts are approved before a share is paid or after it', () => {
    fc.assert(
      fc.property(cityYear, (figures) => {
        const granted = shareOf('340100', 2025, figures)
        fc.pre(granted !== undefined)
        const { deficit, correction } = figures
        const income = Math.max(1, figures.collection)
        const final = {
          final: { income, expenditure: income + deficit + correction },
          finalisedOn: '2026-12-01',
        }
        const rules = sharingRulesAt(policy, scheme, 2025)
        const [first, later] = [0, granted?.share.fund ?? 0].map((paid) =>
          trueUpApplication(final, { ...(granted as Granted), paid }, rules),
        )
        expect((granted?.share.fund ?? 0) - (later?.clawedBack ?? 0)).toBe(first?.share.fund)
        expect(first?.clawedBack).toBe(0)
      }),
      { numRuns: 1_000 },
    )
  })
})
