import type { Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import type { FileRow, Message } from '../inputs.ts'
import { cityClerk } from '../roles.ts'
import type { PersonIds } from './enrol.ts'

const asksForAccount = ({ input }: Message): boolean =>
  (input as { readonly acct_used_flag?: string }).acct_used_flag === '1'

/** Whether a hospital's message asks for the account for care of a month or later. */
const usesAccount = (message: Message, month: Month): boolean =>
  asksForAccount(message) && monthOf(message.inf_time.slice(0, 10)) >= month

/** Employed since before the year, and no later claim asks for their account: what is taken of it hangs on one claim after the other. */
const ownersIn = ({ inputs, year }: Context, month: Month): FileRow<'enrolment'>[] => {
  const users = new Set(
    inputs.claims.filter((message) => usesAccount(message, month)).map(({ input }) => input.certno),
  )
  return inputs.enrolment.filter(
    ({ employment, from, id_number }) =>
      employment === 'employed' && from <= `${year}-01-01` && !users.has(id_number),
  )
}

/** Who was enrolled since and who is asked about later may not be insured on the day: the next is tried. */
const mayBeRefused = ['family.member-unknown', 'family.no-account', 'person.unknown']

/**
 * The owner of an account in each city lets a relative use it who is in hospital later in the year. Where there are several
 * cities the relative is another city's.
 */
export const shareAccount = (context: Context, month: Month, ids: PersonIds): Promise<void> =>
  context.phase('accounts shared with family', async () => {
    const { client, inputs, cities } = context
    const patients = [
      ...new Set(inputs.claims.filter((each) => usesAccount(each, month)).map(({ input }) => input.certno)),
    ]
    const rowOf = new Map(inputs.enrolment.map((row) => [row.id_number, row]))
    const owners = ownersIn(context, month)
    for (const [index, city] of cities.entries()) {
      const owner = owners.find((row) => row.city === city && ids.has(row.id_number))
      const from = cities[(index + 1) % cities.length]
      const members = patients.filter(
        (certno) => rowOf.get(certno)?.city === from && certno !== owner?.id_number,
      )
      for (const certno of owner ? members : []) {
        const [ownerId, member] = [ids.get(owner?.id_number ?? ''), ids.get(certno)]
        if (ownerId === undefined || member === undefined) continue
        const { status, body } = await client.send(
          cityClerk(city),
          'POST',
          `/v1/settlement/persons/${ownerId}/family-consents`,
          { member, relation: 'sibling', from: `${month}-01`, document: `GX-${city}-${month}` },
          `share-${ownerId}-${member}`,
        )
        if (status === 201) break
        must(mayBeRefused.includes(String(body.code)), 'year.refused', `share: ${status} ${body.code}`)
      }
    }
  })
