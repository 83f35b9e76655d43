import { must } from '#shared/kernel/errors.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'
import type { Context } from '../context.ts'
import { cityClerk, province, provinceApprover, tax } from '../roles.ts'
import type { BillBook } from './billing.ts'
import type { PersonIds } from './enrol.ts'

/** Somebody who is registered a second time, in another city and under another number, and the pair they make. */
export type Twin = {
  readonly first: string
  readonly second: string
  readonly city: string
  readonly likenessId: string
}

type Row = Context['inputs']['enrolment'][number]

/** Another number of the same birth day and sex that nobody has. */
const otherNumber = ({ id_number: number }: Row, taken: ReadonlySet<string>): string => {
  for (let serial = (Number(number.slice(14, 17)) + 2) % 1000; ; serial = (serial + 2) % 1000) {
    const digits = `${number.slice(0, 14)}${String(serial).padStart(3, '0')}`
    const other = `${digits}${checkCharacter(digits)}`
    if (!taken.has(other)) return other
  }
}

/** Registers the person of a row once more, in a city and under another number; the pair that this makes. */
export const registerAgain = async (
  { client }: Context,
  row: Row,
  { city, ids, key }: { readonly city: string; readonly ids: PersonIds; readonly key: string },
): Promise<Twin | undefined> => {
  const first = ids.get(row.id_number)
  if (first === undefined) return undefined
  const answer = await client.command<{ personId: string; alike?: string[] }>(
    cityClerk(city),
    'POST',
    '/v1/enrollment/persons',
    `${key}-${city}`,
    {
      idNumber: otherNumber(row, new Set(ids.keys())),
      // The digit before the last of a number tells the sex.
      sex: Number(row.id_number[16]) % 2 === 1 ? 'male' : 'female',
      ...{ name: row.name, birthOn: row.birth_on, from: row.from },
      ...{ scheme: 'resident', city, employment: 'resident' },
    },
  )
  const [likenessId] = answer.alike ?? []
  must(likenessId !== undefined, 'year.not-alike', 'a person registered twice was not told to be alike')
  return { first, second: answer.personId, city, likenessId }
}

/** Registers a resident who pays in time once more, in the last city; nobody where there are none, or one city only. */
export const registerTwice = (context: Context, ids: PersonIds): Promise<Twin | undefined> =>
  context.phase('duplicates', async () => {
    const { inputs, cities, year, settle } = context
    const city = cities.at(-1) ?? ''
    const inTime = new Set(
      inputs.payments.filter(({ paid_on }) => paid_on < `${year}-01-01`).map(({ id_number }) => id_number),
    )
    const row = inputs.enrolment.find(
      (each) => each.city !== city && each.employment === 'resident' && inTime.has(each.id_number),
    )
    const twin = row && (await registerAgain(context, row, { city, ids, key: 'twin' }))
    await settle()
    return twin
  })

/** The second number pays too, so that the subsidy of the year is claimed twice. */
export const payTwice = (context: Context, twin: Twin | undefined, book: BillBook): Promise<void> =>
  context.phase('duplicates', async () => {
    const { client, year, settle } = context
    const [bill] = (twin && book.get(`${twin.second}/${year}`)) ?? []
    if (!bill) return
    const payments = bill.dues.map(({ payer, pooled, account }) => ({
      paymentId: `TWIN-${bill.billId}-${payer}`,
      ...{ billId: bill.billId, payer, kind: 'payment', amountFen: pooled + account },
      paidOn: `${year - 1}-12-20`,
    }))
    await client.command(tax, 'POST', '/v1/contribution/payments', `twin-${bill.billId}`, { payments })
    await settle()
  })

type Decision = {
  readonly decisionId: string
  readonly pairs: readonly { readonly outcome?: string }[]
}

/** The province lists who is registered twice, and two of its officers decide that the two are one. */
export const decideTwice = (context: Context, twin: Twin | undefined): Promise<void> =>
  context.phase('duplicates', async () => {
    if (!twin) return
    const { client, settle } = context
    const checks = '/v1/enrollment/duplicate-checks'
    const { runId } = await client.command<{ runId: string }>(province, 'POST', checks, 'duplicate-check', {
      reason: '年度核查',
    })
    await settle()
    const { found } = await client.get<{ found: { likenessId: string }[] }>(province, `${checks}/${runId}`)
    must(
      found.some(({ likenessId }) => likenessId === twin.likenessId),
      'year.duplicate-not-found',
      'the check did not find a person who was registered twice',
    )
    const decisions = '/v1/enrollment/duplicate-decisions'
    const { decisionId } = await client.command<Decision>(province, 'POST', decisions, 'twin-decision', {
      ...{ division: province.division, reason: '公安比对为同一人' },
      pairs: [{ likenessId: twin.likenessId, keeps: twin.first }],
    })
    const path = `${decisions}/${decisionId}`
    await client.command(provinceApprover, 'POST', `${path}/approval`, 'twin-approval')
    await settle()
    const { pairs } = await client.get<Decision>(province, path)
    must(pairs[0]?.outcome === 'merged', 'year.not-merged', 'a person registered twice was not made one')
  })
