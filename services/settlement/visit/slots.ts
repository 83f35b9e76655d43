import type { Store, Write } from '#shared/edge/store/store.ts'
import { isRegisteredForm } from '../claim/message.ts'
import { isToldPurchase } from '../claim/rules/purchase-visit.ts'
import type { Slot } from '../claim/rules/slot.ts'
import type { SlotSeen, VisitSlots } from '../claim/visit-slots.ts'
import { visitSlotKey } from '../keys.ts'
import { refusal } from '../refusals.ts'
import { refuseOtherBatch, refuseOtherDays, visitMeant } from './rules/change-visit.ts'
import { holderOf, refuseMore, refuseOtherPerson } from './rules/own-visit.ts'
import { visitOf } from './rules/visit.ts'
import type { VisitEvent, VisitSettled } from './rules/visit-events.ts'
import type { VisitSlotItem } from './slot-item.ts'
import { visitSlots } from './slot-item.ts'
import type { Visits } from './store.ts'
import { eventWrite, visitPartition } from './store.ts'

/** The settlement of a slot as the event of a registered visit; `own`: by lines that came with it. */
export const settledEvent = ({ batch, marks }: Slot, claimId: string, own: boolean): VisitSettled => ({
  kind: 'visit-settled',
  claimId,
  ...(batch === undefined ? {} : { batch }),
  ...(own ? { own } : {}),
  ...(own && marks !== undefined ? { marks } : {}),
})

/** Where it stands which claims of a visit stand: with its events, or in a record of its own. */
export const slotPartition = (institution: string, visitId: string): string =>
  isRegisteredForm(visitId) ? visitPartition(visitId) : visitSlotKey(institution, visitId).pk

/** Visits registered here: their own events are the slots. */
const registeredSlots = (visits: Visits): VisitSlots => ({
  look: async (slot) => {
    const visit = visitOf(slot.visitId, await visits.read(slot.visitId))
    const meant = visitMeant(visit, slot)
    if (meant.status === 'refused') return meant
    const by = holderOf(meant.value.settlements, slot)
    if (by !== undefined) return { status: 'held', by }
    const refused = refuseOtherDays(meant.value, slot) ?? refuseOtherBatch(meant.value, slot)
    if (refused) return { status: 'refused', refusal: refused }
    const { visitId, events } = meant.value
    return {
      status: 'free',
      take: (claimId) => eventWrite(visitId, events + 1, settledEvent(slot, claimId, true)),
    }
  },
  free: async ({ visitId }, claimId) => {
    const events = await visits.read(visitId)
    return [eventWrite(visitId, events.length + 1, { kind: 'visit-settlement-reversed', claimId })]
  },
  retake: async ({ visitId }, claimId) => {
    const events = await visits.read(visitId)
    const last = events.at(-1)
    const settled = events.findLast((event) => isSettlement(event, claimId))
    const isAsItWas = last?.kind === 'visit-settlement-reversed' && last.claimId === claimId
    return isAsItWas && settled ? [eventWrite(visitId, events.length + 1, settled)] : undefined
  },
  handOver: async ({ visitId }, from, { claimId }) => {
    const events = await visits.read(visitId)
    const settled = events.findLast((event) => isSettlement(event, from))
    const next = events.length + 1
    return settled?.kind === 'visit-settled'
      ? [
          eventWrite(visitId, next, { kind: 'visit-settlement-reversed', claimId: from }),
          eventWrite(visitId, next + 1, { ...settled, claimId }),
        ]
      : undefined
  },
  standing: async ({ institution, visitId }) => {
    const visit = visitOf(visitId, await visits.read(visitId))
    if (visit?.institution !== institution) return { standing: [] }
    return { personId: visit.personId, standing: visit.settlements }
  },
})

const isSettlement = (event: VisitEvent, claimId: string): boolean =>
  event.kind === 'visit-settled' && event.claimId === claimId

/** Visits that institutions number themselves: a record of what stands of each. */
const ownSlots = (store: Store): VisitSlots => {
  const read = async (slot: Slot): Promise<VisitSlotItem> =>
    (await visitSlots.read(store, slot)) ?? { personId: slot.personId, standing: [], version: 0 }
  const write = (slot: Slot, { version }: VisitSlotItem, standing: VisitSlotItem['standing']): Write => {
    const { institution, visitId, personId } = slot
    return visitSlots.replace({ institution, visitId, personId, standing, version: version + 1 }, version)
  }
  const standingWith = ({ batch, marks }: Slot, { standing }: VisitSlotItem, claimId: string) => [
    ...standing,
    {
      claimId,
      ...(batch === undefined ? {} : { batch }),
      ...(batch === undefined || marks === undefined ? {} : { marks }),
    },
  ]
  return {
    look: async (slot, { fresh, ...limits }): Promise<SlotSeen> => {
      // What a pharmacy was told of its purchases is no number of its own: they are known by their lines.
      if (isToldPurchase(slot.visitId))
        return { status: 'refused', refusal: refusal('visit.unknown', { field: 'visitId' }) }
      const unused: VisitSlotItem = { personId: slot.personId, standing: [], version: 0 }
      const found = fresh ? await read(slot) : unused
      const other = refuseOtherPerson(found, slot.personId)
      if (other) return { status: 'refused', refusal: other }
      const by = holderOf(found.standing, slot)
      if (by !== undefined) return { status: 'held', by }
      const refused = refuseMore(found, slot, limits)
      if (refused) return { status: 'refused', refusal: refused }
      return {
        status: 'free',
        take: (claimId) => write(slot, found, standingWith(slot, found, claimId)),
      }
    },
    free: async (slot, claimId) => {
      const found = await read(slot)
      const left = found.standing.filter((each) => each.claimId !== claimId)
      return left.length === found.standing.length ? [] : [write(slot, found, left)]
    },
    retake: async (slot, claimId) => {
      const found = await read(slot)
      const isOther = found.standing.length > 0 && found.personId !== slot.personId
      const isFree = !isOther && holderOf(found.standing, slot) === undefined
      return isFree ? [write(slot, found, standingWith(slot, found, claimId))] : undefined
    },
    handOver: async (slot, from, { claimId, personId }) => {
      const found = await read(slot)
      if (!found.standing.some((each) => each.claimId === from)) return undefined
      const standing = found.standing.map((each) => (each.claimId === from ? { ...each, claimId } : each))
      // Whose the visit is goes with its last claim.
      const whose = standing.length === 1 ? personId : found.personId
      return [write({ ...slot, personId: whose }, found, standing)]
    },
    standing: async (visit) => {
      const found = await visitSlots.read(store, visit)
      return found ?? { standing: [] }
    },
  }
}

/** Opens the slots of visits, each kept where its visit is known. */
export const openVisitSlots = (store: Store, visits: Visits): VisitSlots => {
  const [registered, own] = [registeredSlots(visits), ownSlots(store)]
  const of = ({ visitId }: Pick<Slot, 'visitId'>): VisitSlots =>
    isRegisteredForm(visitId) ? registered : own
  return {
    look: (slot, options) => of(slot).look(slot, options),
    free: (slot, claimId) => of(slot).free(slot, claimId),
    retake: (slot, claimId) => of(slot).retake(slot, claimId),
    handOver: (slot, from, to) => of(slot).handOver(slot, from, to),
    standing: (visit) => of(visit).standing(visit),
  }
}
