import type { Day } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Role } from '../../../cli/year/client.ts'
import { clientBy } from '../../../cli/year/client.ts'
import type { Context } from '../../../cli/year/context.ts'
import { planFunds } from '../../../cli/year/phases/fund-plans.ts'
import { cityClerk, institutionClerk, province, provinceApprover, treasury } from '../../../cli/year/roles.ts'
import type { World } from '../../world/world.ts'
import { done, hospitalOf } from '../places.ts'
import type { City } from '../story.ts'
import { storyCities } from '../story.ts'
import type { FundKnown } from './known.ts'
import { count } from './known.ts'
import type { FundStory } from './story.ts'
import { fundYear, plannedOn } from './story.ts'

export const scheme = 'resident' as const
export type Living = { readonly world: World; readonly story: FundStory; readonly known: FundKnown }

/** Sends a command of the year; its key is said once. */
export const order = (
  { world }: Living,
  as: Role,
  path: string,
  key: string,
  body: object = {},
): Promise<Record<string, unknown>> =>
  done(world, { as, method: 'POST', path: `/v1/${path}`, key: `fund-${key}`, body })

const patience = 72 * 12

/** Looks every five minutes whether a run is done. @throws TongchouError `simulation.run-not-done` after three days */
export const waitFor = async (
  living: Living,
  as: Role,
  { path, key, runId }: { readonly path: string; readonly key: string; readonly runId: unknown },
): Promise<void> => {
  const service = path.split('/')[0]
  for (let looks = 0; ; looks += 1) {
    const {
      status,
      units,
      done: ready,
    } = await done(living.world, {
      ...{ as, method: 'GET', path: `/v1/${service}/runs/${runId}` },
    })
    if (status === 'done') return
    must(
      looks < patience,
      'simulation.run-not-done',
      `${path} ${key}: ${ready} of ${units} units after three days`,
    )
    await living.world.time.sleep(300_000)
  }
}

/** Starts a run, and waits until it is done. */
export const run = async (
  living: Living,
  as: Role,
  path: string,
  key: string,
  body: object,
): Promise<Record<string, unknown>> => {
  const answer = await order(living, as, path, key, body)
  await waitFor(living, as, { path, key, runId: answer.runId })
  return answer
}

/** A person of the province proposes a run that moves its money, another approves it, and it is done. */
export const runByTwo = async (living: Living, path: string, key: string, body: object): Promise<void> => {
  const { runId } = await order(living, province, path, key, body)
  await order(living, provinceApprover, `${path}/${runId}/approval`, `${key}-approval`)
  await waitFor(living, province, { path, key, runId })
}

/** Everything is paid by item; what is held back comes back, and the fund bears as much as an agreement may say. */
const termsOf = ({ advanced }: FundStory) => ({
  methods: { inpatient: { kind: 'by-item' }, outpatient: { kind: 'by-item' } },
  overspend: [{ upTo: '0.20', fund: '0.60' }],
  surplus: [{ kept: '0' }],
  depositShare: '0.05',
  workingCapitalShare: advanced,
  // As easy as the province lets them be, and weighed so that the dearest stays still return the deposit.
  indexes: [
    { index: 'readmission', weight: 20, full: '0.10', zero: '1' },
    { index: 'head-to-head-ratio', weight: 20, full: '8', zero: '1000' },
    { index: 'average-cost', weight: 60, full: '30000', zero: '1000000' },
  ],
  depositReturn: [
    { from: '80', returned: '1' },
    { from: '0', returned: '0' },
  ],
})

/** Each city's hospital signs its agreement for the year. */
const agree = async (living: Living): Promise<void> => {
  for (const city of storyCities) {
    const institution = hospitalOf(city)
    const { rows } = (await order(living, cityClerk(city), 'budget/agreements', `agreement-${city}`, {
      ...{ city, year: fundYear, on: plannedOn },
      agreements: [{ institution, terms: termsOf(living.story) }],
    })) as {
      readonly rows: readonly { readonly status: string; readonly code?: string; readonly number?: number }[]
    }
    const [row] = rows
    // A command that was cut off and comes again finds what it proposed.
    const isProposed = row !== undefined && row.status !== 'refused'
    must(isProposed, 'simulation.not-agreed', `${institution}: ${row?.code}`)
    const path = `budget/agreements/${city}/${fundYear}/${institution}/proposal/signature`
    await order(living, institutionClerk(city, institution), path, `signature-${city}`, {
      number: row.number,
    })
  }
}

/** Every fund is opened, its budget approved by three hands, and its quota negotiated. */
const plan = async ({ world, story }: Living): Promise<void> => {
  const cities = [...storyCities]
  const fileLine = 2
  const spends = String(story.plannedYuan)
  const row = (city: City, kind: 'income' | 'expenditure', line: string, amount = spends) => ({
    ...{ city, scheme, year: String(fundYear), kind, line, amount, fileLine },
  })
  // A poor fund plans no income that it would have to collect: nothing of its gap is money that it left with payers.
  const incomeOf = (city: City) =>
    story.openingsYuan
      ? row(city, 'income', 'transfer-in', String(plannedIncomeYuan))
      : row(city, 'income', 'individual-premium')
  const context: Context = {
    client: clientBy((as, method, path, body, key) =>
      world.call({
        ...{ as, method, path },
        ...(body === undefined ? {} : { body }),
        ...(key === undefined ? {} : { key }),
      }),
    ),
    inputs: {
      ...{ enrolment: [], wages: [], catalogue: [], payments: [], claims: [], aid: [], paidMonths: [] },
      institutions: cities.map((city) => ({
        ...{
          code: hospitalOf(city),
          name: '',
          city,
          level: '2',
          provincial: '0',
          category: 'general-hospital',
        },
        ...{ agreement_from: '2024-01-01', agreement_to: '', fileLine },
      })),
      openings: cities.map((city) => ({
        ...{
          city,
          scheme,
          year: String(fundYear),
          pooled_balance: String(openingYuanOf(story, city)),
          account_balance: '0',
          fileLine,
        },
      })),
      budgets: cities.flatMap((city) => [incomeOf(city), row(city, 'expenditure', 'inpatient')]),
      quotas: cities.map((city) => ({
        ...{ city, scheme, year: String(fundYear), institution: hospitalOf(city), weight: '1', fileLine },
      })),
    },
    ...{ year: fundYear, cities, funds: cities.map((city) => ({ city, scheme })), atATime: 2 },
    phase: (_, work) => work({ expect: () => undefined, done: () => undefined }),
    settle: () => world.quiet(),
  }
  await planFunds(context)
}

/** What a poor fund plans to come in. */
export const plannedIncomeYuan = 100

/** What a fund has when the year begins: two millions, where the story does not say that it is poor. */
export const openingYuanOf = ({ openingsYuan }: FundStory, city: City): number =>
  openingsYuan?.[city] ?? 2_000_000

/** A year that is planned to spend what was saved before: the province consents to it first. */
const consent = async (living: Living): Promise<void> => {
  if (!living.story.openingsYuan) return
  const reason = '历年结余弥补当年收支缺口'
  for (const city of storyCities)
    await order(living, province, 'budget/exemptions', `consent-${city}`, {
      ...{ city, scheme, year: fundYear, reason },
    })
}

/** Agreements, budgets and quotas of the year. */
export const prepareYear = async (living: Living): Promise<void> => {
  await agree(living)
  await consent(living)
  await plan(living)
}

type Order = {
  readonly orderId: string
  readonly amount: number
  readonly payee: string
  /** The how manieth time it is given to the treasury; absent on the first. */
  readonly attempt?: number
  readonly cause: { readonly purpose: string }
}

const ordersOf = async (
  { world }: Living,
  city: string,
  state: 'open' | 'failed',
): Promise<readonly Order[]> => {
  const path = `/v1/budget/payment-orders?city=${city}&scheme=${scheme}&state=${state}`
  const { orders } = await done(world, { as: treasury, method: 'GET', path })
  return orders as readonly Order[]
}

/** The treasury says that it could not pay what is open. */
export const failToPay = async (living: Living, city: City, failedOn: Day): Promise<void> => {
  for (const { orderId, attempt = 1 } of await ordersOf(living, city, 'open')) {
    const failure = { attempt, failedOn, reason: '收款账户已注销' }
    const key = `failure-${orderId}-${attempt}`
    await order(living, treasury, `budget/payment-orders/${orderId}/failure`, key, failure)
    count(living.known, 'payments failed')
  }
}

/** The office gives the treasury again what it could not pay. */
export const orderAgain = async (living: Living, city: City, on: Day): Promise<void> => {
  for (const { orderId, attempt = 1 } of await ordersOf(living, city, 'failed')) {
    const path = `budget/payment-orders/${orderId}/retry`
    await order(living, cityClerk(city), path, `retry-${orderId}-${attempt}`, { attempt, on })
  }
}

/** The treasury pays whatever a city was ordered to, as its list shows it at the moment. */
export const payOpen = async (living: Living, city: string, paidOn: Day): Promise<void> => {
  const paid = new Set(living.known.paid.map(({ orderId }) => orderId))
  const open = (await ordersOf(living, city, 'open')).filter(({ orderId }) => !paid.has(orderId))
  if (open.length === 0) return
  const confirmations = open.map(({ orderId }) => ({ orderId, paidOn, treasuryRef: `TR-${orderId}` }))
  const key = `paid-${city}-${paidOn}-${open[0]?.orderId}`
  const { rows } = (await order(living, treasury, 'budget/payment-confirmations', key, {
    confirmations,
  })) as {
    readonly rows: readonly { readonly orderId: string; readonly status: string; readonly code?: string }[]
  }
  for (const { orderId, status, code } of rows) {
    must(status !== 'refused', 'simulation.not-paid', `${orderId}: ${code}`)
    const { payee, amount, cause } = open.find((each) => each.orderId === orderId) as Order
    living.known.paid.push({ orderId, city, payee, purpose: cause.purpose, amount })
    count(living.known, 'orders paid')
  }
}
