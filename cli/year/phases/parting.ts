import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer } from '../roles.ts'
import type { Settlements } from './claims.ts'
import type { Twin } from './duplicates.ts'
import { registerAgain } from './duplicates.ts'
import type { PersonIds } from './enrol.ts'

/** Two persons of one name and birth day, whom a city takes for one; the number that claims go on under. */
export type Alike = Twin & { readonly number: string }

const settling = new Set(['2207', '2304'])

/** Registers a second person of the name and birth day of a resident who pays in time and goes to hospital later. */
export const registerAlike = (
  context: Context,
  ids: PersonIds,
  twin: Twin | undefined,
): Promise<Alike | undefined> =>
  context.phase('persons parted', async () => {
    const { inputs, year, settle } = context
    const inTime = new Set(
      inputs.payments.filter(({ paid_on }) => paid_on < `${year}-01-01`).map(({ id_number }) => id_number),
    )
    const treated = new Set(
      inputs.claims.filter(({ infno }) => settling.has(infno)).map(({ input }) => String(input.certno)),
    )
    const row = inputs.enrolment.find(
      ({ id_number: number, employment }) =>
        employment === 'resident' &&
        inTime.has(number) &&
        treated.has(number) &&
        ids.get(number) !== twin?.first,
    )
    if (!row) return undefined
    const second = await registerAgain(context, row, { city: row.city, ids, key: 'alike' })
    await settle()
    return second && { ...second, number: row.id_number }
  })

type Decided = { readonly decisionId: string; readonly pairs: readonly { readonly outcome?: string }[] }

/** Two officers of the city take the two for one, which they are not. */
export const mergeAlike = (context: Context, alike: Alike | undefined): Promise<void> =>
  context.phase('persons parted', async () => {
    if (!alike) return
    const { client, settle } = context
    const { city, first, likenessId } = alike
    const decisions = '/v1/enrollment/duplicate-decisions'
    const { decisionId } = await client.command<Decided>(cityClerk(city), 'POST', decisions, 'alike-merge', {
      ...{ division: city, reason: '姓名、出生日期相同' },
      pairs: [{ likenessId, keeps: first }],
    })
    await client.command(cityReviewer(city), 'POST', `${decisions}/${decisionId}/approval`, 'alike-approval')
    await settle()
  })

type Items = {
  readonly coverage: readonly { readonly from: string }[]
  readonly payments: readonly { readonly billId: string }[]
}

/** A claim that was settled under the number, and not cancelled. */
const claimOf = ({ inputs }: Context, { number }: Alike, { byMessage }: Settlements): string | undefined => {
  const cancelled = new Set(inputs.claims.flatMap(({ input }) => String(input.omsgid ?? '')))
  const settled = inputs.claims.find(
    ({ infno, msgid, input }) =>
      settling.has(infno) && input.certno === number && byMessage.has(msgid) && !cancelled.has(msgid),
  )
  return settled && byMessage.get(settled.msgid)
}

/** The police say that they are two: what is whose is named, approved by another, and a claim goes to whose it is. */
export const partAlike = (
  context: Context,
  alike: Alike | undefined,
  settlements: Settlements,
): Promise<void> =>
  context.phase('persons parted', async () => {
    if (!alike) return
    const { client, settle } = context
    const { city, first, second } = alike
    const itemsOf = (personId: string) =>
      client.get<Items>(cityClerk(city), `/v1/enrollment/persons/${personId}/items`)
    const [ofRecord, ofOther] = [await itemsOf(first), await itemsOf(second)]
    const theirs = new Set(ofOther.payments.map(({ billId }) => billId))
    const claimId = claimOf(context, alike, settlements)
    const { partingId } = await client.command<{ partingId: string }>(
      cityClerk(city),
      'POST',
      '/v1/enrollment/partings',
      'alike-parting',
      {
        ...{ division: city, fromPerson: first, toPerson: second, reason: '公安核查为两人' },
        evidence: { kind: 'police-certificate', number: '公户核〔2025〕第31号' },
        coverage: ofRecord.coverage.map(({ from }) => ({ from, whose: 'stays' })),
        payments: ofRecord.payments.map(({ billId }) => ({
          ...{ billId, whose: theirs.has(billId) ? 'goes' : 'stays' },
        })),
        claims: claimId === undefined ? [] : [claimId],
      },
    )
    const path = `/v1/enrollment/partings/${partingId}/approval`
    await client.command(cityReviewer(city), 'POST', path, 'alike-parted')
    await settle()
    const follow = `/v1/settlement/partings/${partingId}`
    await client.command(cityClerk(city), 'POST', `${follow}/follow`, 'alike-follow', {
      reason: '待遇信息已到达',
    })
    await settle()
    const { state, claims } = await client.get<{ state: string; claims: readonly object[] }>(
      cityClerk(city),
      follow,
    )
    must(state === 'done', 'year.not-parted', 'a claim did not follow a parting', {
      claims: JSON.stringify(claims),
    })
  })
