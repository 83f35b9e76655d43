import type { Month } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Role } from '../client.ts'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer } from '../roles.ts'
import type { BillBook } from './billing.ts'
import type { PersonIds } from './enrol.ts'

/** A resident whose own part nobody pays, and what it comes to. */
type Unpaid = {
  readonly member: string
  readonly city: string
  readonly billId: string
  readonly amount: number
}

/** One in each city at most. */
const unpaidIn = (
  { inputs, year }: Context,
  city: string,
  { ids, book }: { readonly ids: PersonIds; readonly book: BillBook },
): Unpaid | undefined => {
  const payers = new Set(inputs.payments.map(({ id_number }) => id_number))
  const found = inputs.enrolment.flatMap((row): Unpaid[] => {
    const member = ids.get(row.id_number)
    if (row.city !== city || row.employment !== 'resident' || payers.has(row.id_number) || !member) return []
    const [bill, ...more] = book.get(`${member}/${year}`) ?? []
    const amount = bill?.dues.find(({ payer }) => payer === 'individual')?.pooled ?? 0
    return bill && more.length === 0 && amount > 0 ? [{ member, city, billId: bill.billId, amount }] : []
  })
  return found[0]
}

/** Who is not insured in the month, or whose account holds less, pays for nobody: the next is tried. */
const mayBeRefused = [
  ...['family-premium.no-consent', 'family-premium.holds-less', 'person.unknown'],
  'family.no-account',
]

const payBy = async (
  { client }: Context,
  month: Month,
  { owner, ownerCity }: { readonly owner: string; readonly ownerCity: string },
  { member, billId, amount }: Unpaid,
): Promise<boolean> => {
  const person = `/v1/settlement/persons/${owner}`
  const consent = {
    ...{ member, relation: 'parent', from: `${month}-01`, document: `GX-${ownerCity}-${member}` },
    uninsured: true,
  }
  const earlier = { on: `${month}-20`, why: '窗口停电，单据补录' }
  const premium = { member, billId, amount, earlier }
  const send = (role: Role, path: string, body: object | undefined) =>
    client.send(role, 'POST', `${person}/${path}`, body, `${path}-${owner}-${member}`)
  for (const [path, body] of [
    ['family-consents', consent],
    ['family-premiums', premium],
  ] as const) {
    const { status, body: said } = await send(cityClerk(ownerCity), path, body)
    if (status !== 201) {
      must(mayBeRefused.includes(String(said.code)), 'year.refused', `${path}: ${status} ${said.code}`)
      return false
    }
    // The year is past by the clock: each premium counts from its day by the word of a second officer.
    if (said.state !== 'proposed') continue
    const approved = await send(
      cityReviewer(ownerCity),
      `family-premiums/${String(said.premiumId)}/approval`,
      undefined,
    )
    must(approved.status === 200, 'year.refused', `${path}: ${approved.status} ${approved.body.code}`)
  }
  return true
}

/** An employee pays the premium of a relative who never paid from their account, across cities where there are several. */
export const payRelatives = (
  context: Context,
  month: Month,
  known: { readonly ids: PersonIds; readonly book: BillBook },
): Promise<void> =>
  context.phase('premiums of relatives from accounts', async () => {
    const { inputs, cities, year, atATime, settle } = context
    await concurrently([...cities.entries()], atATime, async ([index, city]) => {
      const unpaid = unpaidIn(context, city, known)
      const ownerCity = cities[(index + 1) % cities.length]
      if (!unpaid || ownerCity === undefined) return
      for (const row of inputs.enrolment) {
        const owner = known.ids.get(row.id_number)
        const isEmployed =
          row.employment === 'employed' && row.city === ownerCity && row.from <= `${year}-01-01`
        if (!isEmployed || owner === undefined) continue
        if (await payBy(context, month, { owner, ownerCity }, unpaid)) return
      }
    })
    await settle()
  })
