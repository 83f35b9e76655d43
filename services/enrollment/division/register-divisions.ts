import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { unitIndex, unitPartition, unitPrefix } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { Division, NamedDivision } from './rules/division.ts'
import { parentOf, registrationFault } from './rules/division.ts'
import { divisions, divisionsWithin } from './store.ts'

type Needs = Pick<Effects, 'store'>

/** Registers divisions of a city, or gives them another name, all or none. One that ended is opened again. */
export const registerDivisions = (
  { city, named }: { readonly city: CityCode; readonly named: readonly NamedDivision[] },
  { store }: Needs,
): Promise<Decision<Division[]>> =>
  retryConflicts(async () => {
    const codes = [...new Set(named.flatMap(({ code }) => [code, parentOf(code) ?? []].flat()))]
    const read = await divisions.readMany(
      store,
      codes.map((code) => ({ code })),
    )
    const known = new Map(read.flatMap((each) => (each ? [[each.code, each] as const] : [])))
    const news = new Set(named.map(({ code }) => code))
    if (news.size < named.length) return refuse('division.twice', { field: 'code' })
    const isOpen = (code: string): boolean =>
      news.has(code) || (known.has(code) && known.get(code)?.endedOn === undefined)
    const faults = named.flatMap((each) => registrationFault(each, city, { isOpen }) ?? [])
    const [fault] = faults
    if (fault) return { status: 'refused', refusal: fault }
    const registered = named.map(
      ({ code, name }): Division => ({ city, code, name, version: known.get(code)?.version ?? 0 }),
    )
    const written = await store.write(registered.map((each) => divisions.replace(each, each.version)))
    return written.status === 'written' ? accept(registered) : undefined
  })

/** Whether anybody belongs to a division, or to one within it that it stands with. */
const hasPersons = async (code: string, { store }: Needs): Promise<boolean> => {
  const prefix = unitPrefix(code)
  const within = { index: unitIndex, pk: unitPartition(code), ...(prefix === '' ? {} : { prefix }) } as const
  const { items } = await store.page({ ...within, limit: 1 })
  return items.length > 0
}

/**
 * Ends a division, to which nobody belongs any more and in which no other lies that is open. It takes nobody in from then
 * on. Somebody who came at that very moment stays listed and is moved like anybody.
 */
export const endDivision = (
  { city, code, on }: { readonly city: CityCode; readonly code: string; readonly on: Day },
  effects: Needs,
): Promise<Decision<Division>> =>
  retryConflicts(async () => {
    const { store } = effects
    const found = await divisions.read(store, { code })
    if (!found) return refuse('division.unknown', { field: 'code', figures: { code } })
    if (found.endedOn !== undefined) return accept(found)
    for await (const within of divisionsWithin({ city, within: code }, store))
      if (within.code !== code && within.endedOn === undefined)
        return refuse('division.has-divisions', { figures: { code: within.code } })
    if (await hasPersons(code, effects)) return refuse('division.has-persons', { figures: { code } })
    const ended = { ...found, endedOn: on }
    const written = await store.write([divisions.replace(ended, found.version)])
    return written.status === 'written' ? accept(ended) : undefined
  })
