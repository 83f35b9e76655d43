import type { Day, Month } from '#shared/calendar/day.ts'
import { addDays, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import type { Message } from '../inputs.ts'
import { cityClerk } from '../roles.ts'
import { reportDeath } from './benefits.ts'
import type { Settlements } from './claims.ts'
import { correctByTwo } from './correct-claims.ts'
import type { PersonIds } from './enrol.ts'

const settling = new Set(['2207', '2304'])

/** Who was dead by the last claim under their number before a month, and that claim. */
type Dead = {
  readonly personId: string
  readonly city: string
  readonly claimId: string
  /** The claim and those after it. */
  readonly claims: readonly string[]
  readonly diedOn: Day
}

/** The first day of the care that a message settles. */
const beganOn = ({ input }: Message): Day => {
  const { begntime, setl_time: settledOn } = input as { begntime?: string; setl_time?: string }
  return (begntime ?? settledOn ?? '').slice(0, 10)
}

const dayOf = ({ inf_time }: Message): Day => inf_time.slice(0, 10)

/** The last claim of a person before a month, and those of the month; nothing where one was taken back or inspected. */
const lastClaims = (own: readonly Message[], month: Month, { byMessage, inspected }: Settlements) => {
  if (own.some(({ infno }) => !settling.has(infno))) return undefined
  const inOrder = own.toSorted((one, other) => (dayOf(one) < dayOf(other) ? -1 : 1))
  const last = inOrder.findLast((each) => monthOf(dayOf(each)) < month)
  if (!last || own.some((each) => dayOf(each) >= beganOn(last) && beganOn(each) < beganOn(last)))
    return undefined
  const claims = own
    .filter((each) => beganOn(each) >= beganOn(last))
    .flatMap(({ msgid }) => byMessage.get(msgid) ?? [])
  const claimId = byMessage.get(last.msgid)
  return claimId === undefined || claims.some((each) => inspected.has(each))
    ? undefined
    : { claimId, claims, last }
}

/** A resident of the first city of whose last claim the funds paid some; whom other phases tell of are left out. */
const findDead = async (
  context: Context,
  month: Month,
  { ids, settlements, others }: Known,
): Promise<Dead | undefined> => {
  const { client, inputs, cities, year } = context
  const [city = ''] = cities
  const ofPerson = Map.groupBy(inputs.claims, ({ input }) => input.certno)
  for (const row of inputs.enrolment.toReversed()) {
    const personId = ids.get(row.id_number)
    const isMeant = row.city === city && row.employment === 'resident' && row.from <= `${year}-01-01`
    if (!isMeant || personId === undefined || others.includes(personId)) continue
    const found = lastClaims(ofPerson.get(row.id_number) ?? [], month, settlements)
    if (!found) continue
    const { claimId, claims, last } = found
    const path = `/v1/settlement/claims/${claimId}`
    const { amounts } = await client.get<{ amounts: { fund: number } }>(cityClerk(city), path)
    if (amounts.fund > 0) return { personId, city, claimId, claims, diedOn: addDays(beganOn(last), -1) }
  }
  return undefined
}

type Known = {
  readonly ids: PersonIds
  readonly settlements: Settlements
  /** Persons whom other phases tell of. */
  readonly others: readonly (string | undefined)[]
}

type Stands = { readonly stands: { readonly isPaid: boolean; readonly amounts: { readonly fund: number } } }

/**
 * Somebody used the number of a resident who had died. The claim is paid before the death is told. Then it is judged again,
 * and what the funds paid is taken back of the hospital's next month.
 * @returns the claim
 */
export const learnOfDeath = (context: Context, month: Month, known: Known): Promise<string | undefined> =>
  context.phase('deaths told late', async () => {
    const { client, year, settle } = context
    const dead = await findDead(context, month, known)
    if (!dead) return undefined
    const { personId, city, claimId, claims, diedOn } = dead
    await reportDeath(context, { city, personId, on: diedOn })
    await settle()
    const cause = { cause: 'entitlement', city, year, persons: [personId], on: lastDayOf(month) } as const
    await correctByTwo(context, `late-death-${personId}`, cause)
    await settle()
    for (const each of claims) known.settlements.inspected.add(each)
    const path = `/v1/settlement/claims/${claimId}/corrections`
    const { stands } = await client.get<Stands>(cityClerk(city), path)
    must(!stands.isPaid, 'year.paid-for-the-dead', 'a claim on days after a death stands', {
      ...{ claimId, fund: stands.amounts.fund },
    })
    return claimId
  })
