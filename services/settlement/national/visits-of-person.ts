import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import { nationalSchemeCode } from '#shared/kernel/scheme.ts'
import { isRegisteredForm } from '../claim/message.ts'
import { keptVisitId, toldVisitId } from '../claim/rules/purchase-visit.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import { walkClaims } from '../insured-year/walk-claims.ts'
import { refuse } from '../refusals.ts'
import type { Visit } from '../visit/rules/visit.ts'
import { visitOf } from '../visit/rules/visit.ts'
import { asRegistered } from '../visit/store.ts'
import type { NationalEffects } from './effects.ts'
import { medTypeOf } from './med-type.ts'

/** A visit as a query tells of it, whoever numbered it. */
export type KnownVisit = {
  readonly visitId: string
  readonly medType: string
  readonly insutype: string
  readonly from: Day
  /** The last day, once it is over. */
  readonly to?: Day
  readonly care: Visit['care']
  readonly diagnosis?: string
  readonly disease?: string
}

/** Whose visits are asked for, and where: an institution is told of its own only. */
export type OwnVisits = { readonly institution: string; readonly personId: string }

/** A visit that is registered here, as far as it is known now. */
const ofRegistered = ({ visitId, care, facts, endedOn }: Visit): KnownVisit => {
  const { medType, beganOn: from, scheme, diagnosis, disease } = facts
  const to = care === 'outpatient' ? from : endedOn
  return {
    ...{ visitId, medType, care, from, insutype: scheme === undefined ? '' : nationalSchemeCode[scheme] },
    ...(to === undefined ? {} : { to }),
    ...(diagnosis === undefined ? {} : { diagnosis }),
    ...(disease === undefined ? {} : { disease }),
  }
}

/** A visit that its institution numbers: it is known from what was settled of it. */
const ofClaim = (visitId: string, { claim }: RecordedClaim): KnownVisit => {
  const { care, circumstances, scheme, servedOn, stay } = claim
  const { purpose, diagnosis, disease } = circumstances
  return {
    ...{
      visitId: toldVisitId(visitId),
      care,
      medType: medTypeOf(care, purpose),
      insutype: nationalSchemeCode[scheme],
    },
    ...{ from: stay?.from ?? servedOn, to: servedOn },
    ...(diagnosis === undefined ? {} : { diagnosis }),
    ...(disease === undefined ? {} : { disease }),
  }
}

/** A visit that is registered here, where it is the institution's and of the person; cancelled ones are none. */
export const findRegistered = async (
  { institution, personId }: OwnVisits,
  visitId: string,
  { visits }: Pick<NationalEffects, 'visits'>,
): Promise<Visit | undefined> => {
  const visit = visitOf(asRegistered(visitId), await visits.read(visitId))
  const isOwn = visit?.institution === institution && visit.personId === personId
  return isOwn && visit.status === 'open' ? visit : undefined
}

/** One visit of a person at an institution; undefined where there is none, or it is another's. */
export const findVisit = async (
  own: OwnVisits,
  visitId: string,
  { visits, slots, claims }: NationalEffects,
): Promise<KnownVisit | undefined> => {
  if (isRegisteredForm(visitId)) {
    const visit = await findRegistered(own, visitId, { visits })
    return visit && ofRegistered(visit)
  }
  const { institution, personId } = own
  const { standing, personId: whose } = await slots.standing({ institution, visitId: keptVisitId(visitId) })
  const [settled] = standing
  if (!settled || whose !== personId) return undefined
  const { entry } = await claims.find(settled.claimId)
  return entry?.kind === 'claim' ? ofClaim(entry.visitId ?? visitId, entry) : undefined
}

/** The visits that were registered here for these days, cancelled ones left out. */
const registeredBetween = async (of: OwnVisits, from: Day, to: Day, effects: NationalEffects) => {
  const ids = await effects.visits.listOf({ ...of, from, to })
  const found = await Promise.all(ids.map((visitId) => findVisit(of, visitId, effects)))
  return found.filter((visit) => visit !== undefined)
}

/** The visits that an institution numbers itself and had settled, by the claims of the person's years. */
const settledBetween = async (of: OwnVisits, from: Day, to: Day, { claims }: NationalEffects) => {
  const visits = new Map<string, KnownVisit>()
  for (let year = yearOf(from); year <= yearOf(to) + 1; year += 1) {
    const recorded = await claims.findYear({ personId: of.personId, year })
    if (!recorded) continue
    for await (const { settled } of walkClaims(claims, recorded)) {
      const { claim, visitId } = settled
      const isOwn = claim.institution === of.institution && visitId !== undefined
      if (!isOwn || isRegisteredForm(visitId)) continue
      const visit = ofClaim(visitId, settled)
      if (visit.from <= to && from <= visit.from) visits.set(visitId, visit)
    }
  }
  return [...visits.values()]
}

/** The visits of a person at an institution that began within some days, in their order. */
export const visitsBetween = async (
  of: OwnVisits,
  { from, to }: { readonly from: Day; readonly to: Day },
  effects: NationalEffects,
): Promise<readonly KnownVisit[]> => {
  const found = await Promise.all([
    registeredBetween(of, from, to, effects),
    settledBetween(of, from, to, effects),
  ])
  return found.flat().sort((one, other) => (one.from < other.from ? -1 : 1))
}

/** The refusal of a visit that the asking institution has not. */
export const noSuchVisit = () => refuse('visit.unknown', { field: 'visitId' })
