import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { lentBy } from '../coverage/rules/lent-days.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { nextRecord } from '../coverage/rules/person-record.ts'
import { coverageWrite } from '../coverage/store.ts'
import { writeWithFormer } from '../coverage/write-with-former.ts'
import type { Effects } from '../effects.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import { identityKey } from '../keys.ts'
import { findAlike } from '../likeness/find-alike.ts'
import { likenessIdOf } from '../likeness/rules/likeness.ts'
import { likenesses, namesakes } from '../likeness/store.ts'
import { isDecidedBy, lastSpell } from '../person/rules/insured.ts'
import { identities } from '../person/store.ts'
import { refuse } from '../refusals.ts'
import { waitingIn } from '../report/rules/person-report.ts'
import { reportsOf } from '../report/store.ts'
import { pupils } from '../school/store.ts'
import type { TwoRecords } from './propose.ts'
import { insuredOf, readTwo } from './propose.ts'
import type { PartedTwo } from './rules/part.ts'
import { part } from './rules/part.ts'
import type { DecideParting, Parting } from './rules/parting.ts'
import { decideParting } from './rules/parting.ts'
import { partings } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/** Two who had been made one are two again: the pair says so, and whoever asks by the other number finds that one. */
const identityWrites = async (
  { likenessId, goes, stays, reason }: Parting,
  { by }: DecideParting,
  city: string,
  { store }: Needs,
): Promise<Decision<Write[]>> => {
  if (likenessId === undefined) return accept([])
  const [identity, likeness] = await Promise.all([
    identities.read(store, { personId: goes }),
    likenesses.read(store, { likenessId }),
  ])
  must(identity !== undefined, 'enrollment.identity-missing', 'a person has no identity', { personId: goes })
  // Whoever made the pair is no second look at it, now as before.
  if (likeness?.foundBy && isSamePerson(likeness.foundBy.subject, by.subject))
    return refuse('likeness.same-person')
  const token = identity.tokens.namedPerson
  const { persons = [] } = (await namesakes.read(store, { token })) ?? {}
  const [joined, others] = await Promise.all([
    findAlike({ personId: goes, city, token, on: by.on }, store),
    likenesses.readMany(
      store,
      persons
        .filter((each) => each !== goes && each !== stays)
        .map((each) => ({ likenessId: likenessIdOf(each, goes) })),
    ),
  ])
  const again = others.flatMap((each): Write[] => {
    if (each?.status !== 'over' || each.by !== likenessId) return []
    const { by: _, ...pair } = each
    return [likenesses.replace({ ...pair, status: 'open', version: each.version + 1 }, each.version)]
  })
  const { persons: two, division, foundOn, foundBy, version } = likeness ?? {}
  return accept([
    ...joined.writes,
    ...again,
    ...(two && division !== undefined && foundOn !== undefined && version !== undefined
      ? [
          likenesses.replace(
            {
              ...{ likenessId, persons: two, division, foundOn, version: version + 1 },
              ...(foundBy ? { foundBy } : {}),
              ...{ status: 'two-persons', decided: by, reason },
            },
            version,
          ),
        ]
      : []),
    { kind: 'add', key: identityKey(identity), amounts: { numbersCorrected: 0 }, set: { partedFrom: stays } },
  ])
}

/** What both records are written as, and those of whoever turned out to be one of the two. */
const coverageWrites = async (
  { partingId }: Parting,
  records: TwoRecords,
  parted: PartedTwo,
  { on, effects }: { readonly on: string; readonly effects: Needs },
): Promise<Write[]> => {
  const { store, policy } = effects
  const rules = entitlementRules(policy())
  const to = { rules, on, command: { id: partingId } }
  const [stays, goes] = [
    nextRecord(records.stays, parted.stays, to),
    nextRecord(records.goes, parted.goes, to),
  ]
  const lenders = [parted.goes, ...parted.former]
  const formers = records.former.flatMap((record, index): Write[] => {
    const now = parted.former[index]
    if (!now) return []
    const next: PersonRecord = nextRecord(record, lentBy(now, lenders, rules), to)
    return [coverageWrite(next, record.version)]
  })
  return [
    ...(await writeWithFormer(stays, records.stays.version, { rules, on, store })),
    coverageWrite(goes, records.goes.version),
    ...formers,
  ]
}

/** The student of a school goes over with the list that named them; who stays is no student of it any more. */
const schoolWrites = async (
  { school, stays, goes }: Parting,
  { store }: Needs,
): Promise<Decision<Write[]>> => {
  if (school === undefined) return accept([])
  const [pupil, other] = await Promise.all([stays, goes].map((personId) => pupils.read(store, { personId })))
  if (!pupil || pupil.gone) return refuse('parting.no-student', { field: 'school' })
  const { version = 0 } = other ?? {}
  const { schoolCode, since, grade, className } = pupil
  const listed = {
    ...{ schoolCode, since },
    ...(grade === undefined ? {} : { grade }),
    ...(className === undefined ? {} : { className }),
  }
  // A later list of another school that names the other number counts more.
  const isLater = other !== undefined && !other.gone && other.since > pupil.since
  return accept([
    pupils.replace({ ...listed, personId: stays, version: pupil.version, gone: true }, pupil.version),
    ...(isLater ? [] : [pupils.replace({ ...listed, personId: goes, version }, version)]),
  ])
}

const hasReportWaiting = async ({ stays, goes }: Parting, { store }: Needs): Promise<boolean> => {
  const reports = await Promise.all([stays, goes].map((personId) => reportsOf(personId, store)))
  return reports.some((each) => waitingIn(each) !== undefined)
}

/** All writes of an approved parting, judged by the records as they are now. */
const partNow = async (
  parting: Parting,
  command: DecideParting,
  effects: Needs,
): Promise<Decision<Write[]>> => {
  const { subject, division, on } = command.by
  const two = await readTwo(parting, effects)
  if (two.status === 'refused') return two
  if (await hasReportWaiting(parting, effects)) return refuse('parting.report-waiting')
  const hand = { subject, division }
  const parted = part(insuredOf(two.value), parting, { partingId: parting.partingId, hand })
  if (parted.status === 'refused') return parted
  const isMerged = two.value.goes.insured.sameAs?.likenessId
  if (isMerged !== parting.likenessId) return refuse('parting.changed-meanwhile')
  const { city } = lastSpell(parted.value.goes)
  const [school, identity, coverage] = await Promise.all([
    schoolWrites(parting, effects),
    identityWrites(parting, command, city, effects),
    coverageWrites(parting, two.value, parted.value, { on, effects }),
  ])
  if (school.status === 'refused') return school
  return identity.status === 'refused' ? identity : accept([...coverage, ...identity.value, ...school.value])
}

/** Decides on a parting, once. Approved, both records, the pair and who is found by the number are one transaction. */
export const decideOnParting = (
  partingId: string,
  command: DecideParting,
  effects: Needs,
): Promise<Decision<Parting>> =>
  retryConflicts(async () => {
    const { store } = effects
    const parting = await partings.read(store, { partingId })
    if (!parting) return refuse('parting.unknown', { field: 'partingId' })
    const { commandId } = command.by
    if (commandId !== undefined && isDecidedBy(parting, commandId)) return accept(parting)
    const decided = decideParting(parting, command)
    if (decided.status === 'refused' || decided.value === parting) return decided
    const done = command.as === 'approved' ? await partNow(parting, command, effects) : accept([])
    if (done.status === 'refused') return done
    const next = { ...decided.value, version: parting.version + 1 }
    const written = await store.write([partings.replace(next, parting.version), ...done.value])
    return written.status === 'written' ? accept(next) : undefined
  })
