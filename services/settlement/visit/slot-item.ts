import { defineRecord } from '#shared/edge/store/record.ts'
import { visitSlotKey } from '../keys.ts'
import type { OwnVisit } from './rules/own-visit.ts'

type SlotId = { readonly institution: string; readonly visitId: string }

/** A visit under an id of its institution's own, as far as it is kept: whose it is and which claims of it stand. */
export type VisitSlotItem = OwnVisit & { readonly version: number }

export const visitSlots = defineRecord<VisitSlotItem, SlotId>({
  kind: 'visit-slot',
  key: ({ institution, visitId }) => visitSlotKey(institution, visitId),
})
