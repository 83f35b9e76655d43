import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, startRun } from '#shared/edge/runs/run.ts'
import { idOfPartition } from '#shared/edge/store/item.ts'
import type { Caller } from '#shared/kernel/authority.ts'
import { reaches } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { coveringCity } from '../coverage/covering-city.ts'
import { coverages, ofPerson, ownPrefix, unitIndex, unitPartition } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { whoHolds } from '../person/holders.ts'
import type { DecidingHand } from '../person/rules/insured.ts'
import type { Proof } from '../person/rules/proof-fields.ts'
import { certificateOf } from '../person/rules/proof-fields.ts'
import { refuse } from '../refusals.ts'
import { placeInUnit, unitFault } from './place-in-unit.ts'
import type { UnitMove, UnitMoveLine, UnitMoveOutcome } from './store.ts'
import { unitMovePages, unitMovePageWrite, unitMoves } from './store.ts'

export const moveTask = 'move-units'

/** So many persons go in one job: no village has more. */
export const mostMoved = 5_000
/** So many are named in one request. */
export const mostNamed = 500
export const linesOnPage = 100
/** Persons changed at the same time. */
const atOnce = 25

/** Persons as a job names them: all of a unit, or each by their number here or by their certificate. */
export type Movers =
  | { readonly from: string }
  | { readonly persons: readonly ({ readonly personId: string } | Proof)[] }

type Needs = Pick<Effects, 'store' | 'runs' | 'secrets'>

/** Everybody who belongs to a unit itself; undefined where they are more than a job takes. */
const linesOfUnit = async (from: string, { store }: Needs): Promise<UnitMoveLine[] | undefined> => {
  const lines: UnitMoveLine[] = []
  const listing = { index: unitIndex, pk: unitPartition(from), prefix: ownPrefix(from) } as const
  for await (const { pk } of store.list(listing)) {
    if (lines.length === mostMoved) return undefined
    lines.push({ line: lines.length + 1, personId: idOfPartition({ pk }) })
  }
  return lines
}

/** Persons by their lines; a certificate that nobody is registered under leaves its line without one. */
const linesOfNamed = async (
  { persons }: Extract<Movers, { persons: unknown }>,
  { store, secrets }: Needs,
): Promise<UnitMoveLine[]> => {
  const proofs = persons.flatMap((each) => ('personId' in each ? [] : [certificateOf(each)]))
  const holders = await whoHolds(proofs, { store, secrets })
  let place = 0
  return persons.map((each, index) => {
    const personId = 'personId' in each ? each.personId : holders[place++]
    return { line: index + 1, ...(personId === undefined ? {} : { personId }) }
  })
}

type StartMove = {
  readonly city: CityCode
  readonly unit: string
  readonly movers: Movers
  readonly moveId: string
  readonly sent: DecidingHand
}

/** Has many persons belong to a unit by a run; the same command again goes on with it. */
export const startMove = async (
  { city, unit, movers, moveId, sent }: StartMove,
  effects: Needs,
): Promise<Decision<UnitMove>> => {
  const { store } = effects
  const known = await unitMoves.read(store, { moveId })
  if (known) {
    await startPages(known, effects)
    return accept(known)
  }
  const fault = await unitFault(unit, effects)
  if (fault) return { status: 'refused', refusal: fault }
  const from = 'from' in movers ? movers.from : undefined
  if (from === unit) return refuse('division.same-unit', { field: 'from' })
  const lines =
    'from' in movers ? await linesOfUnit(movers.from, effects) : await linesOfNamed(movers, effects)
  if (!lines) return refuse('division.too-many', { figures: { most: mostMoved } })
  if (lines.length === 0) return refuse('division.nobody', { field: 'from', figures: { code: from ?? '' } })
  const pages = inPieces(lines, linesOnPage)
  for (const [index, piece] of pages.entries()) {
    const page = { moveId, page: index + 1 }
    const before = (await unitMovePages.read(store, page))?.version ?? 0
    await store.write([unitMovePageWrite({ ...page, lines: piece, version: before }, before)])
  }
  const move: UnitMove = {
    ...{ moveId, city, unit, sent, persons: lines.length, pages: pages.length, version: 0 },
    ...(from === undefined ? {} : { from }),
  }
  // Written last, with all its pages there: a call that broke off before wrote nothing that counts.
  await store.write([unitMoves.create(move)])
  await startPages(move, effects)
  return accept(move)
}

type PageOrder = { readonly moveId: string; readonly page: number }

const startPages = async ({ moveId, pages }: UnitMove, { runs }: Pick<Needs, 'runs'>): Promise<void> => {
  const units = Array.from({ length: pages }, (_, index) => {
    const input: PageOrder = { moveId, page: index + 1 }
    return { unitId: String(index + 1).padStart(4, '0'), input }
  })
  await startRun(runs(), { runId: moveId, task: moveTask, parameters: { moveId }, units })
}

type ApplyNeeds = Pick<Effects, 'store' | 'policy'>

const unknown = 'enrollment.person-unknown'

/** One line, once. Whoever the sender does not reach is answered as somebody who is not there. */
const moveOne = async (
  { line, personId }: UnitMoveLine,
  { moveId, unit, from, sent }: UnitMove,
  effects: ApplyNeeds,
): Promise<UnitMoveOutcome> => {
  if (personId === undefined) return { line, outcome: 'refused', code: unknown }
  const caller: Caller = { subject: sent.subject, division: sent.division, scopes: [] }
  const found = await coverages.read(effects.store, ofPerson(personId))
  if (!found || !reaches(caller, coveringCity(found)))
    return { line, personId, outcome: 'refused', code: unknown }
  const commandId = `${moveId}:${personId}`
  if (found.commands.some(({ id }) => id === commandId)) return { line, personId, outcome: 'moved' }
  if (found.insured.unit?.code === unit) return { line, personId, outcome: 'same' }
  // They left the unit that all were to go from since the job was sent.
  if (from !== undefined && found.insured.unit?.code !== from)
    return { line, personId, outcome: 'refused', code: 'enrollment.moved-meanwhile' }
  const placing = {
    ...{ unit, commandId, today: sent.on },
    reaches: (parties: Parameters<typeof reaches>[1]) => reaches(caller, parties),
  }
  const placed = await placeInUnit(placing, found, effects)
  return placed.status === 'accepted'
    ? { line, personId, outcome: 'moved' }
    : { line, personId, outcome: 'refused', code: placed.refusal.code }
}

/** Moves the persons of one page; what became of each is kept with the page. */
export const movePage = async (unit: RunUnit, effects: ApplyNeeds): Promise<void> => {
  const { store } = effects
  if (await isUnitDone(store, unit)) return
  const of = inputOf<PageOrder>(unit)
  const [move, page] = await Promise.all([unitMoves.read(store, of), unitMovePages.read(store, of)])
  must(move !== undefined && page !== undefined, 'division.page-missing', 'a page of a job is missing', of)
  const outcomes: UnitMoveOutcome[] = []
  // A person on two lines is moved by one and is there already by the other: lines of one piece go one after the other.
  for (const piece of inPieces(page.lines, atOnce)) {
    const byPerson = Map.groupBy(piece, ({ personId, line }) => personId ?? `${line}`)
    const moved = await Promise.all(
      [...byPerson.values()].map(async (lines) => {
        const told: UnitMoveOutcome[] = []
        for (const each of lines) told.push(await moveOne(each, move, effects))
        return told
      }),
    )
    outcomes.push(...moved.flat().sort((a, b) => a.line - b.line))
  }
  const counted = (outcome: UnitMoveOutcome['outcome']) =>
    outcomes.filter((each) => each.outcome === outcome).length
  await store.write([
    unitMovePageWrite({ ...page, outcomes }, page.version),
    ...completeUnit(unit, { moved: counted('moved'), same: counted('same'), refused: counted('refused') }),
  ])
}
