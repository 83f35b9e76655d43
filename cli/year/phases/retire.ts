import { must } from '#shared/kernel/errors.ts'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer, tax } from '../roles.ts'
import { importRows, reportMonths } from './enrol.ts'
import { numberOfNoFile } from './of-no-file.ts'

/** She proves two years fewer than the 25 that a woman needs. */
const provenMonths = 276
const missingMonths = 24

/** A woman of 62 who retired. She stands on no line of the files: a key made of lines is hers alone. */
const retiredIn = (city: string, year: number) => ({
  id_number: numberOfNoFile(city, `${year - 62}-03-05`, '002'),
  ...{ name: '李补年', fileLine: 0 },
})

type Bill = { readonly billId: string; readonly due: number }
type Spells = { readonly spells: readonly { readonly from: string; readonly employment: string }[] }

const spellsOf = async ({ client, year }: Context, city: string, personId: string) => {
  const path = `/v1/settlement/persons/${personId}/years/${year}`
  const { status, body } = await client.send(cityClerk(city), 'GET', path)
  return status === 404 ? [] : (body as unknown as Spells).spells
}

/** Bills her the missing months on the base that she had, and has the tax authority receive it all. */
const buyMonths = async ({ client, year }: Context, city: string, personId: string): Promise<void> => {
  const path = '/v1/contribution/lump-sums'
  const { lumpSumId } = await client.command<{ lumpSumId: string }>(
    cityClerk(city),
    'POST',
    path,
    `lump-sum-${personId}`,
    {
      ...{ city, personId, retiresOn: `${year}-01-01`, months: missingMonths },
      ...{ baseFen: 520_000, document: `GZ-${city}-${year}` },
    },
  )
  const approval = `${path}/${lumpSumId}/approval`
  const { billId } = await client.command<{ billId: string }>(
    cityReviewer(city),
    'POST',
    approval,
    `approve-${lumpSumId}`,
  )
  const bill = await client.get<Bill>(cityClerk(city), `/v1/contribution/bills/${billId}`)
  const payment = { paymentId: `lump-${personId}`, billId: bill.billId, payer: 'individual', kind: 'payment' }
  await client.command(tax, 'POST', '/v1/contribution/payments', payment.paymentId, {
    payments: [{ ...payment, amountFen: bill.due, paidOn: `${year}-02-10` }],
  })
}

/**
 * In each city a woman retires without enough years. Nothing entitles her until the months that she misses are billed and
 * paid in one sum; from that day on she need pay no more.
 */
export const retireByLumpSum = (context: Context): Promise<void> =>
  context.phase('lump sums at retirement', async () => {
    const { cities, year, atATime, settle } = context
    const women = cities.map((city) => ({ city, row: retiredIn(city, year) }))
    const ids = new Map<string, string>()
    await concurrently(women, atATime, async ({ city, row }) => {
      const spell = {
        scheme: 'employee',
        employment: 'retired',
        employer_id: '',
        city,
        from: `${year}-01-01`,
      }
      await importRows(context, city, [{ ...row, ...spell, sex: '女', birth_on: `${year - 62}-03-05` }], ids)
      const proof = { evidence_kind: 'contribution-certificate', evidence_number: `PZ-${city}-${year}` }
      await reportMonths(context, city, [
        { ...row, ...proof, says: 'contributed', months: String(provenMonths) },
      ])
    })
    await settle()
    await concurrently(women, atATime, async ({ city, row }) => {
      const personId = ids.get(row.id_number) ?? ''
      must((await spellsOf(context, city, personId)).length === 0, 'year.retired-unpaid', city)
      await buyMonths(context, city, personId)
    })
    await settle()
    await concurrently(women, atATime, async ({ city, row }) => {
      const spells = await spellsOf(context, city, ids.get(row.id_number) ?? '')
      const bought = spells.some(
        ({ employment, from }) => employment === 'retired' && from <= `${year}-02-11`,
      )
      must(bought, 'year.lump-sum-lost', `who paid a lump sum in ${city} is not entitled`, { city })
    })
  })
