import type { Day } from '#shared/calendar/day.ts'
import { hashOf, stableId } from '#shared/kernel/hash.ts'
import type { Slot } from './slot.ts'

/** What of a person's hash tells their purchases of a day from those of others. */
const hashLength = 16

/**
 * The visit that all purchases of a person on a day at a pharmacy are, which nobody registered and nobody numbered. It is
 * kept under a name with strokes, which no door takes: no message can name it as a number of the institution's own.
 */
export const visitOfPurchases = (personId: string, on: Day): string =>
  ['D', on.replaceAll('-', ''), hashOf(personId).toString('hex').slice(0, hashLength)].join('/')

const told = /^D\.\d{8}\.[0-9a-f]{16}$/i
const kept = /^D\/\d{8}\/[0-9a-f]{16}$/i

/** A purchase among others of the day: known by its lines, in whatever order. */
export const batchOfPurchase = (marks: readonly string[]): string => stableId('L', ...marks.toSorted())

/** Whether an id is of the form under which pharmacies are told of it. */
export const isToldPurchase = (visitId: string): boolean => told.test(visitId)

/** A visit's id as it is told; all others than those of purchases are told as they are kept. */
export const toldVisitId = (visitId: string): string =>
  kept.test(visitId) ? visitId.replaceAll('/', '.') : visitId

/** The same as it is kept. */
export const keptVisitId = (visitId: string): string =>
  told.test(visitId) ? visitId.replaceAll('.', '/') : visitId

/** A purchase, whatever visit it was sent as: the lines of all of a person's on a day at a pharmacy are known together. */
export const purchaseSlot = ({
  institution,
  personId,
  on,
  marks,
}: Pick<Slot, 'institution' | 'personId'> & {
  readonly on: Day
  readonly marks: readonly string[]
}): Slot & Required<Pick<Slot, 'batch' | 'marks'>> => ({
  ...{ institution, personId, care: 'outpatient', visitId: visitOfPurchases(personId, on) },
  ...{ batch: batchOfPurchase(marks), marks },
})
