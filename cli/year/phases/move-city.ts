import type { Month } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import type { FileRow } from '../inputs.ts'
import { cityClerk, cityReviewer } from '../roles.ts'
import type { PersonIds } from './enrol.ts'

type Entries = {
  readonly entries: readonly { readonly cause: string; readonly city: string; readonly amount: number }[]
}

/** Who moves in the year: the last of the retired who live in another city than the last. */
export const moverOf = ({ inputs, cities }: Context): FileRow<'enrolment'> | undefined =>
  inputs.enrolment.findLast(({ city, employment }) => city !== cities.at(-1) && employment === 'retired')

/** A retired person goes to live in the last city: that asks for them, theirs releases them, and their account money goes along. */
export const moveCity = (context: Context, month: Month, ids: PersonIds): Promise<void> =>
  context.phase('moves between cities', async () => {
    const { client, cities, settle } = context
    const to = cities.at(-1) ?? ''
    const row = moverOf(context)
    const personId = row && ids.get(row.id_number)
    if (!row || personId === undefined) return
    const { transferId } = await client.command<{ transferId: string }>(
      cityClerk(to),
      'POST',
      '/v1/enrollment/transfers',
      `transfer-${month}`,
      {
        ...{ idNumber: row.id_number, name: row.name, birthOn: row.birth_on },
        sex: Number(row.id_number[16]) % 2 === 1 ? 'male' : 'female',
        ...{ scheme: 'employee', city: to, employment: 'retired', from: `${month}-01` },
      },
    )
    const release = `/v1/enrollment/transfers/${transferId}/release`
    await client.command(cityReviewer(row.city), 'POST', release, `release-${month}`)
    await settle()
    const path = `/v1/settlement/persons/${personId}`
    const year = Number(month.slice(0, 4))
    const { account, carriedOut = 0 } = await client.get<{ account: number; carriedOut?: number }>(
      cityClerk(to),
      `${path}/years/${year}`,
    )
    const { entries } = await client.get<Entries>(cityClerk(to), `${path}/account-entries`)
    const moved = entries.filter(({ cause, city }) => cause === 'account-moved' && city === to)
    const came = moved.reduce((sum, { amount }) => sum + amount, 0)
    // Who is retired has the year to come already, and the account with it.
    must(came === account + carriedOut, 'year.account-stayed', 'an account did not go along with who moved', {
      account: account + carriedOut,
      came,
    })
  })
