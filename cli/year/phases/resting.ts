import type { Day } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer } from '../roles.ts'
import type { BillBook } from './billing.ts'
import { numberOfNoFile } from './of-no-file.ts'
import { dueOf, reportPayments } from './payments.ts'

/** Whose coverage rests, and whose year stays unpaid. */
export type Kept = 'prisoner' | 'soldier' | 'unpaid'

const kept = {
  prisoner: { name: '王服刑', birthOn: '1988-04-06' },
  soldier: { name: '张从军', birthOn: '2004-02-11' },
  unpaid: { name: '李断缴', birthOn: '1979-09-21' },
} as const satisfies Record<Kept, object>

/** Three men of the first city who stand in no file, by their ids. */
export type Residents = { readonly city: string; readonly ids: Readonly<Record<Kept, string>> }

/** Registers one of them as a resident from a day on; again after a rest. */
const register = async (
  { client }: Context,
  city: string,
  { who, from }: { readonly who: Kept; readonly from: Day },
): Promise<string> => {
  const { name, birthOn } = kept[who]
  const body = {
    ...{ idNumber: numberOfNoFile(city, birthOn, '001'), sex: 'male', name, birthOn, from },
    ...{ scheme: 'resident', city, employment: 'resident' },
  }
  const { personId } = await client.command<{ personId: string }>(
    ...([cityClerk(city), 'POST', '/v1/enrollment/persons', `${who}-${from}`, body] as const),
  )
  return personId
}

/** Registers them before the year is billed. */
export const registerKept = (context: Context): Promise<Residents> =>
  context.phase('enrolment', async () => {
    const { cities, year, settle } = context
    const [city] = cities
    must(city !== undefined, 'year.no-city', 'there is no city')
    const of = (who: Kept) => register(context, city, { who, from: `${year - 1}-11-01` })
    const ids = {
      ...{ prisoner: await of('prisoner'), soldier: await of('soldier') },
      unpaid: await of('unpaid'),
    }
    await settle()
    return { city, ids }
  })

/** The prisoner and the soldier pay for the year before it begins. */
export const payKept = (context: Context, { ids }: Residents, book: BillBook): Promise<void> =>
  context.phase('payments', async () => {
    const bills = [ids.prisoner, ids.soldier].flatMap((id) => book.get(`${id}/${context.year}`) ?? [])
    await reportPayments(
      context,
      bills.map((bill) => ({
        ...{ paymentId: `KEPT-${bill.billId}`, billId: bill.billId, payer: 'individual', kind: 'payment' },
        ...{ amountFen: dueOf(bill, 'individual'), paidOn: `${context.year - 1}-12-15` },
      })),
    )
  })

type Report = { readonly on: Day; readonly evidence: object; readonly reason?: string }

/** One officer reports what became of somebody's coverage, with its evidence, and another approves it. */
const report = async (
  { client }: Context,
  { city, personId, as }: { readonly city: string; readonly personId: string; readonly as: string },
  body: Report,
): Promise<void> => {
  const person = `/v1/enrollment/persons/${personId}`
  const { number } = await client.command<{ number: number }>(
    ...([cityClerk(city), 'POST', `${person}/${as}`, `${as}-${personId}`, body] as const),
  )
  const approval = `${person}/reports/${number}/approval`
  await client.command(cityReviewer(city), 'POST', approval, `${as}-approval-${personId}`)
}

const leavings = {
  prisoner: { day: '03-31', reason: 'imprisonment', kind: 'detention-notice' },
  soldier: { day: '08-31', reason: 'military-service', kind: 'enlistment-notice' },
} as const

/** Somebody leaves the insurance by the word of two officers, imprisoned or enlisted: their coverage rests. */
export const restCoverage = (
  context: Context,
  who: keyof typeof leavings,
  { city, ids }: Residents,
): Promise<void> =>
  context.phase('coverage at rest', async () => {
    const { day, reason, kind } = leavings[who]
    const evidence = { kind, number: `${kind}-${city}-${context.year}` }
    const body = { on: `${context.year}-${day}`, reason, evidence }
    await report(context, { city, personId: ids[who], as: 'leavings' }, body)
    await context.settle()
  })

const mustBe = async (
  { client }: Context,
  { city, personId, day }: { readonly city: string; readonly personId: string; readonly day: Day },
  isEntitled: boolean,
): Promise<void> => {
  const path = `/v1/enrollment/persons/${personId}/explanation?day=${day}`
  const { entitled } = await client.get<{ entitled: boolean }>(cityClerk(city), path)
  must(entitled === isEntitled, 'year.rest-not-kept', `on ${day}, entitled: ${entitled}`, { personId })
}

/**
 * The prisoner is released: the rest ends by two hands, they are covered again, and what they paid of the year entitles
 * them. The soldier serves on.
 */
export const endRest = (context: Context, { city, ids }: Residents): Promise<void> =>
  context.phase('coverage at rest', async () => {
    const { year, settle } = context
    const personId = ids.prisoner
    const evidence = { kind: 'release-certificate', number: `SF-${city}-${year}` }
    await report(context, { city, personId, as: 'returns' }, { on: `${year}-09-30`, evidence })
    await register(context, city, { who: 'prisoner', from: `${year}-10-01` })
    await settle()
    await mustBe(context, { city, personId, day: `${year}-02-15` }, true)
    await mustBe(context, { city, personId, day: `${year}-06-15` }, false)
    await mustBe(context, { city, personId, day: `${year}-11-15` }, true)
    await mustBe(context, { city, personId: ids.soldier, day: `${year}-08-15` }, true)
    await mustBe(context, { city, personId: ids.soldier, day: `${year}-11-15` }, false)
  })
