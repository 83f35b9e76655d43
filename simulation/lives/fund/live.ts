import type { Day, Month } from '#shared/calendar/day.ts'
import { lastDayOf } from '#shared/calendar/day.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import {
  cityClerk,
  cityReviewer,
  institutionClerk,
  province,
  provinceApprover,
  tax,
} from '../../../cli/year/roles.ts'
import type { World } from '../../world/world.ts'
import { identityOf, inTurn, report, settleStay, takeBack, until } from '../hands.ts'
import { approveCorrection, orderCorrection, premium } from '../live.ts'
import { checker, clerk, done, hospitalOf } from '../places.ts'
import type { City } from '../story.ts'
import { storyCities } from '../story.ts'
import type { FundKnown } from './known.ts'
import { count, knowNothing } from './known.ts'
import type { Living } from './office.ts'
import {
  failToPay,
  order,
  orderAgain,
  payOpen,
  prepareYear,
  run,
  runByTwo,
  scheme,
  waitFor,
} from './office.ts'
import type { FundAct, FundStory } from './story.ts'
import {
  allIsCleared,
  correctedOn,
  dayAfter,
  fundBilledOn,
  fundEndsOf,
  fundMonths,
  fundYear,
  plannedOn,
} from './story.ts'
import { trueUp } from './true-up.ts'

type Does<Name extends FundAct['does']> = Extract<FundAct, { readonly does: Name }>

const cityOf = ({ story }: Living, who: number): City =>
  story.people.find((each) => each.who === who)?.city ?? storyCities[0]

const enrol = async (living: Living, { who, on }: Does<'enrol'>): Promise<void> => {
  const city = cityOf(living, who)
  const { personId } = await done(living.world, {
    ...{ as: clerk(city), method: 'POST', path: '/v1/enrollment/persons', key: `enrol-${who}` },
    body: { ...identityOf(who), scheme, city, employment: 'resident', aid: 'none', from: on },
  })
  living.known.ids.set(who, String(personId))
}

const tell = async (
  { world, known }: Living,
  { who, on, ...how }: Does<'pay'> | Does<'refund'>,
): Promise<void> => {
  const kind = how.does === 'pay' ? ('payment' as const) : ('refund' as const)
  const told = { who, on, kind, taken: false }
  known.payments.push(told)
  const billId = `R-${known.ids.get(who)}-${fundYear}`
  const payment = { paymentId: `TAX-${kind}-${who}`, billId, kind, amountFen: premium, paidOn: on }
  await report(world, { ...payment, payer: 'individual' }, how, (taken) => {
    told.taken = taken
  })
}

const settle = async ({ world, known }: Living, act: Does<'stay'>): Promise<void> => {
  const { who, at: city, left } = act
  await settleStay(world, { personId: known.ids.get(who), city }, { ...act, on: left }, (answer) => {
    known.stays.set(act.stay, { ...answer, act })
  })
}

const reverse = async ({ world, known }: Living, { stay, on }: Does<'reverse'>): Promise<void> => {
  const { claimId, act } = known.stays.get(stay) ?? {}
  if (claimId === undefined || !act) return
  const answer = await takeBack(world, { claimId, city: act.at, stay, on })
  known.reversals.set(stay, answer)
  if (on > allIsCleared && answer.status === 201) known.reversedLate.add(stay)
}

/** The hospital contests one of its claims of the month, and another officer than it dismisses that. */
const contest = async (living: Living, { city, month, on }: Does<'contest'>): Promise<void> => {
  const { known, world } = living
  const claim = [...known.stays.values()].find(
    ({ act, claimId, status }) =>
      status === 201 && claimId !== undefined && act.at === city && act.left.startsWith(month),
  )
  if (claim?.claimId === undefined) return
  const { claimId } = claim
  const path = `/v1/budget/statements/${city}/${scheme}/${month}/${hospitalOf(city)}`
  const key = `${city}-${month}`
  const answered = await world.call({
    ...{ as: institutionClerk(city, hospitalOf(city)), method: 'POST', path: `${path}/answer` },
    ...{ key: `contest-${key}`, body: { on, items: [{ claimId, reason: '费用核减有误' }] } },
  })
  // It may have been booked in a later month, or for the other city: the statement has no such claim then.
  if (answered.status !== 200) return
  await order(living, cityReviewer(city), `${path.slice(4)}/decision`, `decision-${key}`, {
    ...{ on, items: [{ claimId, outcome: 'dismissed', reason: '按目录结算无误' }] },
  })
  count(known, 'claims contested')
}

const carryOut = async (living: Living, act: FundAct): Promise<void> => {
  switch (act.does) {
    case 'enrol':
      return enrol(living, act)
    case 'pay':
    case 'refund':
      return tell(living, act)
    case 'stay':
      return settle(living, act)
    case 'reverse':
      return reverse(living, act)
    default:
  }
}

type Due = { readonly payer: string; readonly pooled: number }

/** Governments pay for whoever paid by the twentieth of January. */
const subsidise = async (living: Living): Promise<void> => {
  const { world, known } = living
  await until(world, '2026-01-26')
  for (const city of storyCities) {
    const body = { city, year: fundYear, asOf: '2026-01-20' }
    const as = cityClerk(city)
    const path = 'contribution/subsidy-statements'
    const { statementId } = await run(living, as, path, `subsidies-${city}`, body)
    const { billId } = await done(world, { as, method: 'GET', path: `/v1/${path}/${statementId}` })
    if (billId === undefined) continue
    const { dues } = await done(world, { as, method: 'GET', path: `/v1/contribution/bills/${billId}` })
    const payments = (dues as readonly Due[]).map(({ payer, pooled }) => ({
      ...{ paymentId: `FIN-${city}-${payer}`, billId, payer, kind: 'payment' },
      ...{ amountFen: pooled, paidOn: '2026-01-25' },
    }))
    const { rows } = await order(living, tax, 'contribution/payments', `subsidy-paid-${city}`, { payments })
    for (const { status, code } of rows as readonly { readonly status: string; readonly code?: string }[])
      must(status === 'recorded' || status === 'repeated', 'simulation.no-subsidy', `${billId}: ${code}`)
    known.subsidies.set(
      city,
      payments.reduce((sum, { amountFen }) => sum + amountFen, 0),
    )
  }
}

const bill = async (living: Living): Promise<void> => {
  await until(living.world, fundBilledOn)
  for (const city of storyCities)
    await order(living, clerk(city), 'contribution/billing-runs', `bills-${city}`, {
      ...{ kind: 'resident-year', year: fundYear, city },
    })
}

const sweep = async ({ world }: Living, month: Month): Promise<void> => {
  await until(world, dayAfter(month, 1), 36_000)
  for (const city of storyCities)
    await world.call({
      ...{
        as: cityClerk(city),
        method: 'POST',
        path: '/v1/contribution/sweeps',
        key: `sweep-${city}-${month}`,
      },
      body: { city, scheme, fundYear, on: lastDayOf(month) },
    })
}

/** Cities reckon for the care of each other's people, through the province. */
const settleCities = async (living: Living, month: Month): Promise<void> => {
  const { world, known } = living
  const path = '/v1/budget/city-settlements'
  const proposed = await world.call({
    ...{ as: province, method: 'POST', path, key: `cities-${month}` },
    body: { scheme, month, on: dayAfter(month, 21) },
  })
  if (proposed.body.code === 'city-settlement.nothing-owed') return
  must(proposed.status === 201, 'simulation.cities', `${month}: ${JSON.stringify(proposed.body)}`)
  const approval = `${path.slice(4)}/${scheme}/${month}/approval`
  await until(world, dayAfter(month, 22), 36_000)
  await run(living, provinceApprover, approval, `cities-${month}`, { on: dayAfter(month, 22) })
  count(known, 'months between cities')
  await until(world, dayAfter(month, 24), 36_000)
  for (const city of storyCities) await payOpen(living, city, dayAfter(month, 24))
  await until(world, dayAfter(month, 26), 36_000)
  await payOpen(living, provinceCode, dayAfter(month, 26))
}

/** A month is settled with the hospitals on the fifth of the next, answered by the tenth, and paid on the twentieth. */
const settleMonth = async (living: Living, month: Month): Promise<void> => {
  const { world, story, known } = living
  const settledOn = dayAfter(month, 5)
  await until(world, settledOn, 36_000)
  for (const city of storyCities)
    await run(living, cityClerk(city), 'budget/monthly-settlements', `month-${city}-${month}`, {
      ...{ city, scheme, month, on: settledOn },
    })
  count(known, 'months settled')
  const ofMonth = story.acts.filter((act) => 'month' in act && act.month === month)
  for (const act of ofMonth) {
    if (act.does !== 'contest') continue
    await until(world, act.on, act.second)
    await contest(living, act)
  }
  await until(world, dayAfter(month, 20), 36_000)
  for (const act of ofMonth) if (act.does === 'fail') await failToPay(living, act.city, dayAfter(month, 20))
  await until(world, dayAfter(month, 21), 36_000)
  for (const act of ofMonth) if (act.does === 'fail') await orderAgain(living, act.city, dayAfter(month, 21))
  for (const city of storyCities) await payOpen(living, city, dayAfter(month, 21))
  await settleCities(living, month)
}

/** Officers have claims judged again that late ones and reversals touched, while months go on; others approve what is held. */
const correct = async (living: Living): Promise<void> => {
  const { world } = living
  await until(world, correctedOn, 36_000)
  for (const cause of ['late-claim', 'reversal', 'entitlement'])
    for (const city of storyCities) {
      const { runId } = await orderCorrection(world, { city, scheme }, cause, 0)
      await waitFor(living, clerk(city), { path: 'settlement/corrections', key: cause, runId })
      await approveCorrection(world, city, String(runId))
    }
}

/** The office tries to close a year whose care went beyond its budget; what it is told is known to the oracle. */
const closeTooSoon = async (
  { world, known }: Living,
  city: City,
  { path, on }: { readonly path: string; readonly on: Day },
): Promise<void> => {
  const { status, body } = await world.call({
    ...{ as: cityClerk(city), method: 'POST', path: `/v1/${path}`, key: `fund-close-early-${city}` },
    body: { city, scheme, year: fundYear, on },
  })
  known.overrun.set(city, status < 300 ? 'closed' : String(body.code))
  count(known, 'years overrun')
}

/** Budgets that the year's care went beyond are adjusted, and every fund's year is closed by two hands. */
const closeYear = async (living: Living): Promise<void> => {
  const { world } = living
  const on: Day = '2027-01-28'
  await until(world, on, 36_000)
  for (const city of storyCities) {
    const path = 'budget/year-closes'
    if (await isOverrun(living, city)) {
      await closeTooSoon(living, city, { path, on })
      await adjust(living, city)
    }
    await order(living, cityClerk(city), path, `close-${city}`, { city, scheme, year: fundYear, on })
    await order(
      living,
      cityReviewer(city),
      `${path}/${city}/${scheme}/${fundYear}/approval`,
      `closed-${city}`,
      { on },
    )
  }
}

type Line = {
  readonly line: string
  readonly kind: string
  readonly budget: number
  readonly executed: number
}

const linesIn = async ({ world }: Living, city: City): Promise<readonly Line[]> => {
  const { lines } = (await done(world, {
    ...{ as: cityClerk(city), method: 'GET', path: `/v1/budget/execution/${city}/${scheme}/${fundYear}` },
  })) as { readonly lines: readonly Line[] }
  return lines
}

const isOverrun = async (living: Living, city: City): Promise<boolean> =>
  (await linesIn(living, city)).some(
    ({ kind, budget, executed }) => kind === 'expenditure' && executed > budget,
  )

const adjust = async (living: Living, city: City): Promise<void> => {
  const lines = await linesIn(living, city)
  const linesOf = (wanted: string) =>
    Object.fromEntries(
      lines
        .filter(({ kind }) => kind === wanted)
        .map(({ line, budget, executed }) => [line, Math.max(budget, executed)]),
    )
  const reason = '参保人住院费用多于年初预算，收入不足以弥补'
  const body = { income: linesOf('income'), expenditure: linesOf('expenditure'), reason }
  // More is spent than comes in: the province consents to that first.
  await order(living, province, 'budget/exemptions', `consent-${city}`, {
    city,
    scheme,
    year: fundYear,
    reason,
  })
  await adjustBy(living, city, 'adjustment', body)
  count(living.known, 'budgets adjusted')
}

type Table = {
  readonly income: Readonly<Record<string, number>>
  readonly expenditure: Readonly<Record<string, number>>
  readonly reason: string
}

/** An adjustment of a budget by three hands. */
const adjustBy = async (living: Living, city: City, key: string, body: Table): Promise<void> => {
  const path = `budget/budgets/${city}/${scheme}/${fundYear}/adjustment`
  await order(living, cityClerk(city), path, `${key}-${city}`, body)
  await order(living, cityReviewer(city), `${path}/review`, `${key}-review-${city}`)
  await order(living, provinceApprover, `${path}/approval`, `${key}-approval-${city}`)
}

/** Cuts the budgets to what care will go beyond; quotas were agreed of what was planned before. */
const cut = async (living: Living): Promise<void> => {
  const { cutToYuan } = living.story
  if (cutToYuan === undefined) return
  await until(living.world, '2026-01-02', 36_000)
  for (const city of storyCities) {
    const lines = await linesIn(living, city)
    const income = Object.fromEntries(
      lines.flatMap(({ kind, line, budget }) => (kind === 'income' ? [[line, budget]] : [])),
    )
    const expenditure = Object.fromEntries(
      lines.flatMap(({ kind, line, budget }) =>
        kind === 'expenditure' ? [[line, Math.min(budget, cutToYuan * 100)]] : [],
      ),
    )
    await adjustBy(living, city, 'cut', { income, expenditure, reason: '按年初收入测算压减住院支出预算' })
  }
}

/** Each hospital's year is assessed, proposed, disputed by some, locked and paid. */
const clearYear = async (living: Living): Promise<void> => {
  const { world, story, known } = living
  const step = async (name: string, on: Day, as: typeof cityClerk): Promise<void> => {
    await until(world, on, 36_000)
    for (const city of storyCities)
      await run(living, as(city), `budget/${name}`, `${name}-${city}`, { city, scheme, year: fundYear, on })
  }
  await step('assessments', '2027-03-01', cityClerk)
  await step('clearings', '2027-03-10', cityClerk)
  for (const act of story.acts) {
    if (act.does !== 'dispute') continue
    const { city } = act
    const path = `budget/clearings/${city}/${scheme}/${fundYear}/${hospitalOf(city)}`
    await until(world, act.on, act.second)
    const as = institutionClerk(city, hospitalOf(city))
    const disputed = await world.call({
      ...{ as, method: 'POST', path: `/v1/${path}/dispute`, key: `dispute-${city}` },
      body: { on: act.on, reason: '新增床位未计入' },
    })
    // A hospital without care has no statement; one with care that is missed is paid too little, which shows.
    if (disputed.status === 404) continue
    must(disputed.status === 200, 'simulation.dispute', `${city}: ${JSON.stringify(disputed.body)}`)
    const decision = { on: '2027-03-15', reason: '已计入', adjustment: 0, growth: '0' }
    await until(world, '2027-03-15', 36_000)
    await order(living, checker(city), `${path}/decision`, `dispute-decided-${city}`, decision)
    count(known, 'years disputed')
  }
  await step('clearing-locks', '2027-04-01', cityReviewer)
  await until(world, '2027-04-10', 36_000)
  for (const city of storyCities) await payOpen(living, city, '2027-04-10')
}

/** The year of a fund is evaluated by one officer of the province and published by another. */
const evaluate = async (living: Living, city: City): Promise<void> => {
  const path = `budget/performance/${city}/${scheme}/${fundYear}`
  await order(living, province, path, `performance-${city}`, {})
  await order(living, provinceApprover, `${path}/publication`, `performance-published-${city}`, {})
}

/** The adjustment fund levies, and shares the gaps of cities whose year cost more than came in. */
const shareRisk = async (living: Living): Promise<void> => {
  const { world, known } = living
  await until(world, '2027-04-12', 36_000)
  const levied = { year: fundYear + 1, scheme, on: '2027-04-12', cities: [...storyCities] }
  await runByTwo(living, 'adjustment-fund/levy-runs', 'levy-part', { ...levied, share: '0.4' })
  await world.quiet()
  await runByTwo(living, 'adjustment-fund/levy-runs', 'levy', levied)
  await until(world, '2027-04-14', 36_000)
  for (const city of storyCities) await payOpen(living, city, '2027-04-14')
  for (const city of storyCities) await evaluate(living, city)
  await until(world, '2027-04-20', 36_000)
  for (const city of storyCities) {
    const applied = await world.call({
      ...{
        as: cityClerk(city),
        method: 'POST',
        path: '/v1/adjustment-fund/gap-applications',
        key: `gap-${city}`,
      },
      body: {
        city,
        scheme,
        year: fundYear,
        causes: ['reasonable-spending'],
        reason: '本年合理支出大于当年收入，需分担缺口',
      },
    })
    known.applied.set(city, applied.status === 201 ? 'applied' : String(applied.body.code))
    // Only a fund in deficit has a gap; only one that its own balance does not cover, and that figures prove, is shared.
    if (applied.body.code === 'gap.own-balance-covers') count(known, 'gaps of their own')
    if (applied.body.code === 'gap.not-proven') count(known, 'gaps not proven')
    if (applied.status !== 201) continue
    const path = `adjustment-fund/gap-applications/${applied.body.applicationId}`
    await order(living, province, `${path}/examination`, `gap-examination-${city}`)
    await order(living, provinceApprover, `${path}/approval`, `gap-approval-${city}`)
    count(known, 'gaps shared')
  }
  await until(world, '2027-04-25', 36_000)
  await runByTwo(living, 'adjustment-fund/allocation-runs', 'allocation', {
    ...{ year: fundYear, scheme, on: '2027-04-25' },
  })
}

const liveYear = async (living: Living): Promise<void> => {
  const { world } = living
  await bill(living)
  await until(world, plannedOn, 36_000)
  await prepareYear(living)
  await cut(living)
  await until(world, '2026-01-08', 36_000)
  for (const city of storyCities)
    await run(living, cityClerk(city), 'budget/advances', `advances-${city}`, {
      ...{ city, scheme, year: fundYear, on: '2026-01-08' },
    })
  await subsidise(living)
  for (const month of fundMonths) {
    if (month < '2026-05') await sweep(living, month)
    await settleMonth(living, month)
  }
  await closeYear(living)
  await clearYear(living)
  await shareRisk(living)
  await trueUp(living)
}

/** Lives a fund year of a small province: offices, hospitals, the tax authority and the treasury go their own ways at once. */
export const liveFund = async (world: World, story: FundStory): Promise<FundKnown> => {
  const known = knowNothing()
  const living = { world, story, known }
  const lanes = story.people.flatMap(({ who }) => {
    const own = story.acts.filter((act) => 'who' in act && act.who === who)
    const isHospital = ({ does }: FundAct): boolean => does === 'stay' || does === 'reverse'
    return [own.filter((act) => !isHospital(act)), own.filter(isHospital)]
  })
  await Promise.all([
    ...lanes.map((lane) => inTurn(world, lane, (act) => carryOut(living, act))),
    liveYear(living),
    correct(living),
  ])
  await until(world, fundEndsOf(story))
  return known
}
