import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { readRegistered } from '../enrolment/registered.ts'
import type { Hand, Place } from '../person/rules/insured.ts'
import { lastSpell, turnsOf } from '../person/rules/insured.ts'
import type { PersonTokens } from '../person/secrets.ts'
import { refuse } from '../refusals.ts'
import type { Transfer, Wanted } from './rules/transfer.ts'
import { deadlineOf } from './rules/transfer-terms.ts'
import { transfers } from './store.ts'

type RequestTransfer = {
  /** The tokens that stand for the person as the asking city names them. */
  readonly tokens: PersonTokens
  readonly place: Place
  readonly from: Day
  readonly commandId: string
  readonly by: Hand
  readonly today: Day
}

/** Asks for a person of another city. Whoever is unknown, otherwise named, or covered nowhere is asked for without being met. */
export const requestTransfer = async (
  { tokens, place, from, commandId, by, today }: RequestTransfer,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<Transfer>> => {
  const transferId = stableId('T', commandId)
  const before = await transfers.read(store, { transferId })
  if (before) return accept(before)
  const [registered] = await readRegistered(store, [tokens])
  const isMeant = registered?.identity.tokens.namedPerson === tokens.namedPerson
  const insured = isMeant ? registered?.record.insured : undefined
  const open = insured?.status === 'covered' ? lastSpell(insured) : undefined
  if (open && open.city === place.city)
    return refuse('enrollment.already-covered', {
      figures: { city: open.city, scheme: open.scheme, from: open.from },
    })
  const wanted: Wanted | undefined =
    insured && open ? { personId: insured.personId, city: open.city, turns: turnsOf(insured) } : undefined
  const transfer: Transfer = {
    ...{ transferId, version: 1, place, from, status: 'requested' },
    requested: { ...by, on: today },
    deadlineOn: deadlineOf(today, policy()),
    ...(wanted ? { wanted } : {}),
  }
  const written = await store.write([transfers.create(transfer)])
  return accept(
    written.status === 'written' ? transfer : ((await transfers.read(store, { transferId })) ?? transfer),
  )
}
