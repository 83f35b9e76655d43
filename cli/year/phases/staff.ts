import type { Month } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'
import { groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer, tax } from '../roles.ts'
import type { OpenBill } from './billing.ts'
import { sendFile, settleFiles } from './files.ts'
import { lookUp } from './look-up.ts'
import { waitForRun } from './runs.ts'
import { wageFile } from './wages.ts'

type Wages = Context['inputs']['wages']

/** An employer of a city, and somebody who joins it in the middle of a month and leaves it at its end. */
type Hired = {
  readonly city: string
  readonly employer: string
  readonly rows: Wages
  readonly name: string
  readonly number: string
}

/** A number of a man born in 1995 that nobody of the files has. */
const freeNumber = (city: string, taken: ReadonlySet<string>): string => {
  for (let serial = 901; ; serial += 2) {
    const digits = `${city.slice(0, 4)}0219950608${String(serial % 1000).padStart(3, '0')}`
    const number = `${digits}${checkCharacter(digits)}`
    if (!taken.has(number)) return number
  }
}

/** In each city its first employer hires somebody. */
const hiredIn = ({ inputs }: Context): Hired[] => {
  const taken = new Set(inputs.enrolment.map(({ id_number }) => id_number))
  return [...groupBy(inputs.wages, ({ city }) => city)].map(([city, rows]) => {
    const employer = rows[0]?.employer_id ?? ''
    const number = freeNumber(city, taken)
    taken.add(number)
    return {
      city,
      employer,
      rows: rows.filter((row) => row.employer_id === employer),
      name: '新进喜',
      number,
    }
  })
}

const rosterHeadings = ['单位编号', '姓名', '身份证号码', '变更类型', '变更日期', '变更原因', '凭证编号']

const sendRoster = (context: Context, { city, employer, name, number }: Hired, change: string, on: string) =>
  sendFile(context, {
    ...{ service: 'enrollment', kind: 'roster', importId: `roster-${city}-${on}`, as: cityClerk(city) },
    ...{ title: '单位人员增减变动表', cells: { city } },
    rows: [
      rosterHeadings,
      [employer, name, number, change, on, change === '减员' ? '合同期满' : '', '解除合同-1'],
    ],
  })

type Bill = OpenBill & { readonly employerId?: string; readonly charge?: string }

/** Bills the month once more, and pays the bill that this adds for whoever joined. */
const billAndPay = async (context: Context, { city, employer }: Hired, month: Month): Promise<void> => {
  const { client, settle } = context
  const clerk = cityClerk(city)
  const { runId } = await client.command<{ runId: string }>(
    ...([clerk, 'POST', '/v1/contribution/billing-runs', `bills-${city}-${month}-again`] as const),
    // On a day of that month: what is made up for is issued on the day of the run.
    { kind: 'employer-month', city, month, on: `${month}-26` },
  )
  await settle()
  await waitForRun(client, clerk, 'contribution', runId)
  const query = new URLSearchParams({ city, kind: 'employer-month', period: month })
  const { bills } = await client.get<{ bills: Bill[] }>(clerk, `/v1/contribution/bills?${query}`)
  const own = bills.filter(({ employerId }) => employerId === employer)
  const added = own.at(-1)
  must(
    own.length > 1 && added !== undefined,
    'year.nothing-supplied',
    `${employer} is billed nothing for whoever joined in ${month}`,
  )
  const payments = added.dues.map(({ payer, pooled, account }) => ({
    ...{ paymentId: `JOINER-${added.billId}-${payer}`, billId: added.billId, payer, kind: 'payment' },
    ...{ amountFen: pooled + account, paidOn: `${month}-27` },
  }))
  await client.command(tax, 'POST', '/v1/contribution/payments', `joiner-${added.billId}`, { payments })
}

type Waiting = {
  readonly personId: string
  readonly number: number
  readonly status: string
  readonly says: string
}

/** The city's reviewer approves what its clerk reported of the leaver. */
const approveLeaving = async (context: Context, { city, name, number }: Hired): Promise<void> => {
  const { client } = context
  const clerk = cityClerk(city)
  const personId = await lookUp(context, { city, name, number })
  const { reports } = await client.get<{ reports: Waiting[] }>(
    ...([clerk, `/v1/enrollment/persons/${personId}/reports`] as const),
  )
  const waiting = reports.find(({ status, says }) => status === 'reported' && says === 'left')
  must(waiting !== undefined, 'year.leaving-not-reported', `nobody reported that ${personId} left`)
  await client.command(
    ...([cityReviewer(city), 'POST', '/v1/enrollment/reports/approvals', `leaver-${city}-approved`] as const),
    { reports: [{ personId, number: waiting.number }] },
  )
}

/**
 * Somebody joins the first employer of each city in the middle of a month and leaves it at its end. Lists of joiners and
 * leavers say so, the wages of the month come once more with the joiner, and what this adds is billed and paid.
 */
export const hireAndLeave = (context: Context, month: Month, next: Month): Promise<void> =>
  context.phase('joiners and leavers', async ({ expect, done }) => {
    const hired = hiredIn(context)
    expect(hired.length)
    const joined = []
    for (const each of hired) joined.push(await sendRoster(context, each, '增员', `${month}-09`))
    await settleFiles(context, joined)
    const wages = []
    for (const each of hired) {
      const { city, employer, rows, name, number } = each
      const more = { employer, name, number, yuan: '6500.00' }
      wages.push(await wageFile(context, { city, month, rows, more, importId: `wages-${city}-${month}` }))
    }
    await settleFiles(context, wages)
    for (const each of hired) await billAndPay(context, each, month)
    const left = []
    for (const each of hired) left.push(await sendRoster(context, each, '减员', `${month}-28`))
    await settleFiles(context, left)
    for (const each of hired) {
      await approveLeaving(context, each)
      const { city, rows } = each
      const file = await wageFile(context, { city, month: next, rows, importId: `wages-${city}-${next}` })
      await settleFiles(context, [file])
      done()
    }
  })
