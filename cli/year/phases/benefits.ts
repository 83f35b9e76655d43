import type { Day } from '#shared/calendar/day.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import type { FileRow } from '../inputs.ts'
import { cityClerk, cityReviewer } from '../roles.ts'
import type { PersonIds } from './enrol.ts'
import { payOrders } from './pay-institutions.ts'
import { waitForRun } from './runs.ts'

const benefitsPath = '/v1/settlement/benefits'

/** The employed of a city who are insured from the beginning of the year, of one sex. */
const employedIn = ({ inputs, year }: Context, city: string, sex: '女' | '男'): FileRow<'enrolment'>[] =>
  inputs.enrolment.filter(
    (row) =>
      row.city === city && row.employment === 'employed' && row.sex === sex && row.from <= `${year}-01-01`,
  )

type Granted = { readonly benefitId: string; readonly state: string }

/** Has the reviewer of a city approve a benefit that waits for a second hand. */
const approve = async (
  { client }: Context,
  city: string,
  { benefitId, state }: Granted,
  on: string,
): Promise<void> => {
  if (state !== 'proposed') return
  const path = `${benefitsPath}/${benefitId}/approval`
  await client.command(cityReviewer(city), 'POST', path, `approve-${benefitId}`, { on })
}

/** What keeps a woman from an allowance in a year like any other: who paid late is not insured without a gap. */
const mayBeRefused = ['maternity.not-insured', 'person.unknown']

/**
 * Claims the maternity allowance of a delivery in each city, in October, for the first woman who was insured long enough. The
 * employers of some cities are paid, the mothers of the others.
 */
export const grantMaternity = (context: Context, ids: PersonIds): Promise<void> =>
  context.phase('maternity allowances', async () => {
    const { client, cities, year, atATime } = context
    await concurrently([...cities.entries()], atATime, async ([index, city]) => {
      for (const row of employedIn(context, city, '女').slice(0, 20)) {
        const personId = ids.get(row.id_number)
        if (personId === undefined) continue
        const payee =
          index % 2 === 0 ? { kind: 'employer', id: row.employer_id } : { kind: 'person', id: personId }
        const { status, body } = await client.send(
          cityClerk(city),
          'POST',
          `/v1/settlement/persons/${personId}/maternity-allowances`,
          {
            ...{ deliveredOn: `${year}-09-15`, delivery: 'natural', children: 1, payee },
            ...{ monthlyWageFen: 650_000, document: `BC-${city}-${year}`, on: `${year}-10-20` },
          },
          `maternity-${personId}`,
        )
        if (status === 201) {
          await approve(context, city, body as unknown as Granted, `${year}-10-22`)
          return
        }
        if (!mayBeRefused.includes(String(body.code)))
          throw new TongchouError('year.refused', `maternity ${personId}: ${status} ${body.code}`)
      }
    })
    await context.settle()
  })

type CreditRun = { readonly run: string; readonly on: string }

/** Credits the accounts of every city by a run of its own. */
const creditAccounts = (context: Context, name: string, { run, on }: CreditRun): Promise<void> =>
  context.phase(name, async () => {
    const { client, cities, year, atATime } = context
    await concurrently(cities, atATime, async (city) => {
      const { runId } = await client.command<{ runId: string }>(
        cityClerk(city),
        'POST',
        `/v1/settlement/${run}`,
        `${run}-${city}-${year}`,
        { city, year, on },
      )
      await waitForRun(client, cityClerk(city), 'settlement', runId)
    })
    await context.settle()
  })

/** Credits the accounts of retired persons for the year, on the twelfth of October, when most of them are known. */
export const creditRetirees = (context: Context): Promise<void> =>
  creditAccounts(context, 'accounts of retired persons', {
    ...{ run: 'retiree-account-runs', on: `${context.year}-10-12` },
  })

/** Credits all personal accounts with the interest of the year, on the tenth of January. */
export const creditInterest = (context: Context): Promise<void> =>
  creditAccounts(context, 'interest of accounts', {
    ...{ run: 'account-interest-runs', on: `${context.year + 1}-01-10` },
  })

/** A death, told by one officer with its evidence and approved by another. */
export const reportDeath = async (
  { client }: Context,
  { city, personId, on }: { readonly city: string; readonly personId: string; readonly on: Day },
): Promise<void> => {
  const person = `/v1/enrollment/persons/${personId}`
  const body = { on, evidence: { kind: 'medical-certificate', number: `D-${personId}` } }
  const { number } = await client.command<{ number: number }>(
    cityClerk(city),
    'POST',
    `${person}/deaths`,
    `death-${personId}`,
    body,
  )
  await client.command(
    cityReviewer(city),
    'POST',
    `${person}/reports/${number}/approval`,
    `death-approval-${personId}`,
  )
}

/** In each city somebody dies on the last day of the year, and their heirs are paid what their account holds. */
export const payHeirs = (context: Context, ids: PersonIds): Promise<void> =>
  context.phase('heirs of accounts', async () => {
    const { client, cities, year, atATime } = context
    const dead = cities.flatMap((city) => {
      const [row] = employedIn(context, city, '男')
      const personId = row && ids.get(row.id_number)
      return personId === undefined ? [] : [{ city, personId }]
    })
    await concurrently(dead, atATime, (who) => reportDeath(context, { ...who, on: `${year}-12-31` }))
    await context.settle()
    await concurrently(dead, atATime, async ({ city, personId }) => {
      const path = `/v1/settlement/persons/${personId}`
      const { account } = await client.get<{ account: number }>(cityClerk(city), `${path}/years/${year}`)
      if (account <= 1) return
      const half = Math.floor(account / 2)
      const granted = await client.command<Granted>(
        cityClerk(city),
        'POST',
        `${path}/account-payouts`,
        `heirs-${personId}`,
        {
          ...{ kind: 'account-inheritance', document: `HEIRS-${personId}`, on: `${year + 1}-01-12` },
          payments: [half, account - half].map((amount, heir) => ({
            payee: { kind: 'person', id: `${personId}-heir-${heir + 1}` },
            amount,
          })),
        },
      )
      await approve(context, city, granted, `${year + 1}-01-14`)
    })
    await context.settle()
    await payOrders(context, `${year + 1}-01-20`)
    await context.settle()
  })
