import { daysBetween } from '#shared/calendar/day.ts'
import { cityClerk, province } from '../../../cli/year/roles.ts'
import type { FundKnown, OwedBack } from '../../lives/fund/known.ts'
import { openingYuanOf, plannedIncomeYuan, scheme } from '../../lives/fund/office.ts'
import type { FundStory } from '../../lives/fund/story.ts'
import { fundMonths, fundYear, givenBackLateOn, truedUpOn } from '../../lives/fund/story.ts'
import { done, hospitalOf } from '../../lives/places.ts'
import type { City } from '../../lives/story.ts'
import { storyCities } from '../../lives/story.ts'
import type { World } from '../../world/world.ts'
import type { Problem } from '../judge-records.ts'
import { paidFor } from '../judge-records.ts'
import { percent } from '../resident-stays.ts'
import { cityYears, paidStays } from './outcome.ts'
import { approvedShare, shareOf } from './shares.ts'

const levyPercent = 5n

type Accounts = {
  readonly pooled: Readonly<Record<'opening' | 'income' | 'expenditure' | 'closing', number>>
}

const paidTo = ({ paid }: FundKnown, payee: string): number =>
  paid.filter((each) => each.payee === payee).reduce((sum, { amount }) => sum + amount, 0)

/** What the treasury of a city paid to the province of levies, and of what is owed back of shares. */
const remittedBy = ({ paid }: FundKnown, city: City): number =>
  paid
    .filter((each) => each.city === city && each.purpose === 'adjustment-fund-levy')
    .reduce((sum, { amount }) => sum + amount, 0)

type Statement = {
  readonly institution: string
  readonly carried: number
  readonly visitors?: { readonly carried: number }
}

/** What a hospital was told last that it owes back: more was taken back than was due to it, or advanced than its care came to. */
const owedBack = async (world: World, city: City): Promise<number> => {
  const as = cityClerk(city)
  const path = `/v1/budget/clearings/${city}/${scheme}/${fundYear}`
  const { sums } = await done(world, { as, method: 'GET', path })
  const cleared = Number((sums as { readonly owedBack: number }).owedBack)
  for (const month of fundMonths.toReversed()) {
    const asked = `/v1/budget/statements?city=${city}&scheme=${scheme}&month=${month}`
    const { statements } = await done(world, { as, method: 'GET', path: asked })
    const last = (statements as readonly Statement[]).find(
      ({ institution }) => institution === hospitalOf(city),
    )
    if (last) return cleared - last.carried - (last.visitors?.carried ?? 0)
  }
  return cleared
}

/** Care beyond a budget is paid all the same; the office is told of it, and closes the year only when it is adjusted. */
const judgeOverrun = (
  { cutToYuan }: FundStory,
  { overrun }: FundKnown,
  { city, cost }: { readonly city: City; readonly cost: number },
): Problem[] => {
  if (cutToYuan === undefined || cost <= cutToYuan * 100) return []
  const told = overrun.get(city) ?? 'not told'
  return told === 'year-close.lines-overrun'
    ? []
    : [{ of: `budget of ${city}`, says: `is overrun, and its year: ${told}` }]
}

/** The world as it was when the year was cleared: what was taken back later comes to the year beside its books. */
const asCleared = (known: FundKnown): FundKnown => ({
  ...known,
  reversals: new Map([...known.reversals].filter(([stay]) => !known.reversedLate.has(stay))),
})

/** What the office is told that came to the cost of its cleared year. */
const toldLate = (world: World, city: City): number => {
  for (const { service, item } of world.records())
    if (service === 'budget' && item.kind === 'late-cost' && Object(item.fund).city === city)
      return Number(item.expenditure)
  return 0
}

/** Ten thousandths a day, and so many days that a city has from the one on which it is told. */
const lateFeeADay = 5n
const daysToGiveBack = 30

/** What it costs to give back late: five ten thousandths a day, half a fen up; nothing where it is given back in time. */
const lateFee = ({ givesBackLate }: FundStory, owed: readonly OwedBack[]): number =>
  owed.reduce((sum, { amount, dueOn }) => {
    const days = givesBackLate ? Math.max(0, daysBetween(dueOn, givenBackLateOn)) : 0
    return sum + Number((BigInt(amount) * lateFeeADay * BigInt(days) + 5_000n) / 10_000n)
  }, 0)

/** Whether the last day is as many days after the decision, which may take two days to be told. */
const isDueInTime = ({ dueOn }: OwedBack): boolean => {
  const days = daysBetween(truedUpOn, dueOn)
  return days >= daysToGiveBack && days <= daysToGiveBack + 2
}

/** Judges a fund year: what each stay is paid, and what each fund, hospital and the adjustment fund came to. */
export const judgeFundYear = async (
  world: World,
  story: FundStory,
  known: FundKnown,
): Promise<readonly Problem[]> => {
  const problems: Problem[] = []
  const compare = (of: string, what: string, found: number, must: number): void => {
    if (found !== must) problems.push({ of, says: `${what} is ${found} fen, and must be ${must}` })
  }
  for (const [stay, { basic, serious }] of paidStays(story, known)) {
    const claimId = known.stays.get(stay)?.claimId ?? ''
    compare(
      `stay ${stay} (${claimId})`,
      'what the fund pays',
      (await paidFor(world, claimId)).fund,
      basic + serious,
    )
  }
  const years = cityYears(story, asCleared(known))
  const now = cityYears(story, known)
  let levied = 0
  let [shared, paidOut, givenBack] = [0, 0, 0]
  for (const city of storyCities) {
    const year = years.get(city) ?? { income: 0, cost: 0, hospital: 0 }
    const path = `/v1/budget/final-accounts/${city}/${scheme}/${fundYear}`
    const { pooled } = (await done(world, { as: cityClerk(city), method: 'GET', path })) as Accounts
    compare(`fund of ${city}`, 'its income', pooled.income, year.income)
    compare(`fund of ${city}`, 'its cost', pooled.expenditure, year.cost)
    compare(
      `fund of ${city}`,
      'its balance',
      pooled.closing,
      openingYuanOf(story, city) * 100 + year.income - year.cost,
    )
    const cameLate = (now.get(city)?.cost ?? 0) - year.cost
    compare(`fund of ${city}`, 'what came to its cost after it was cleared', toldLate(world, city), cameLate)
    problems.push(...judgeOverrun(story, known, { city, cost: year.cost }))
    const hospital = hospitalOf(city)
    const owes = await owedBack(world, city)
    compare(`hospital ${hospital}`, 'what it was paid', paidTo(known, hospital) - owes, year.hospital)
    levied += percent(year.income, levyPercent)
    const found = approvedShare(world, city)
    let clawedBack = 0
    // Whose clearing was told as the last release told it has no figures that prove a cause: it is told so.
    if (story.openingsYuan && known.applied.get(city) !== 'gap.no-evidence') {
      const gap = {
        ...{ income: year.income, cost: year.cost, score: found?.score ?? 100 },
        ...{ opening: openingYuanOf(story, city) * 100, planned: story.plannedYuan * 100 },
        carried: plannedIncomeYuan * 100,
      }
      compare(`gap of ${city}`, 'what the province bears', found?.share ?? 0, shareOf(gap) ?? 0)
      const truedTo =
        known.lateCosts.get(city) === 'trued-up' ? (shareOf(gap, year.cost + cameLate) ?? 0) : undefined
      clawedBack = Math.max(0, (found?.paid ?? 0) - (truedTo ?? found?.paid ?? 0))
      compare(`gap of ${city}`, 'what is clawed back of its share', found?.clawedBack ?? 0, clawedBack)
    }
    const owed = known.owedBack.get(city) ?? []
    const fee = lateFee(story, owed)
    if (!owed.every(isDueInTime))
      problems.push({
        of: `gap of ${city}`,
        says: `is to be given back by ${owed.map(({ dueOn }) => dueOn)}`,
      })
    const remitted = remittedBy(known, city)
    compare(
      `fund of ${city}`,
      'what it remitted to the province',
      remitted,
      percent(year.income, levyPercent) + clawedBack + fee,
    )
    givenBack += clawedBack + fee
    shared += found?.share ?? 0
    paidOut += found?.paid ?? 0
  }
  const { accounts } = (await done(world, {
    ...{ as: province, method: 'GET', path: '/v1/adjustment-fund/accounts' },
  })) as { readonly accounts: readonly { readonly scheme: string; readonly received: number }[] }
  const account = accounts.find((each) => each.scheme === scheme)
  compare('adjustment fund', 'what it received', account?.received ?? 0, levied + givenBack)
  // It never pays more than was remitted: the rest of a share stays owed.
  compare('adjustment fund', 'what it paid of shares', paidOut, Math.min(shared, levied))
  return problems
}
