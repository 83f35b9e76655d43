import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { VersionedRecord } from '../coverage/store.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { divisionOf } from '../likeness/rules/likeness.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import { pupils } from '../school/store.ts'
import { part } from './rules/part.ts'
import type { Parting } from './rules/parting.ts'
import { partings } from './store.ts'

type Needs = Pick<Effects, 'store'>

/** The records of two numbers, and of those who turned out to be the second. */
export type TwoRecords = {
  readonly stays: VersionedRecord
  readonly goes: VersionedRecord
  readonly former: readonly VersionedRecord[]
}

export const readTwo = async (
  { stays, goes }: Pick<Parting, 'stays' | 'goes'>,
  { store }: Needs,
): Promise<Decision<TwoRecords>> => {
  const [one, other] = await coverages.readMany(store, [stays, goes].map(ofPerson))
  if (!one) return refuse('enrollment.person-unknown', { field: 'fromPerson' })
  if (!other) return refuse('enrollment.person-unknown', { field: 'toPerson' })
  const { alsoAs = [] } = other.insured
  const read = await coverages.readMany(
    store,
    alsoAs.map(({ personId }) => ofPerson(personId)),
  )
  return accept({ stays: one, goes: other, former: read.flatMap((each) => each ?? []) })
}

/** The two as the rules see them. */
export const insuredOf = ({ stays, goes, former }: TwoRecords) => ({
  stays: stays.insured,
  goes: goes.insured,
  former: former.map(({ insured }) => insured),
})

/** Who decides on two numbers: the city that covers both, else the province. */
export const divisionOfTwo = ({ stays, goes }: TwoRecords): string =>
  divisionOf([lastSpell(stays.insured).city, lastSpell(goes.insured).city])

type ProposeParting = Pick<
  Parting,
  | 'stays'
  | 'goes'
  | 'division'
  | 'evidence'
  | 'reason'
  | 'coverage'
  | 'payments'
  | 'claims'
  | 'aids'
  | 'school'
  | 'registrations'
  | 'allowances'
  | 'account'
  | 'proposed'
  | 'commandId'
>

/** Proposes that one record was two persons, with every item of it named. Nothing changes yet. */
export const proposeParting = async (asked: ProposeParting, effects: Needs): Promise<Decision<Parting>> => {
  const { store } = effects
  const partingId = stableId('P', asked.commandId)
  const before = await partings.read(store, { partingId })
  if (before) return accept(before)
  const two = await readTwo(asked, effects)
  if (two.status === 'refused') return two
  if (divisionOfTwo(two.value) !== asked.division)
    return refuse('parting.other-division', { field: 'division' })
  const pupil = asked.school && (await pupils.read(store, { personId: asked.stays }))
  if (asked.school && (!pupil || pupil.gone)) return refuse('parting.no-student', { field: 'school' })
  const { subject, division } = asked.proposed
  const parted = part(insuredOf(two.value), asked, { partingId, hand: { subject, division } })
  if (parted.status === 'refused') return parted
  const { sameAs } = two.value.goes.insured
  const parting: Parting = {
    ...asked,
    ...{ partingId, version: 1, status: 'proposed' },
    ...(sameAs ? { likenessId: sameAs.likenessId } : {}),
  }
  const written = await store.write([partings.create(parting)])
  return accept(
    written.status === 'written' ? parting : ((await partings.read(store, { partingId })) ?? parting),
  )
}
