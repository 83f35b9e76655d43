import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { billCorrectionKey, billCorrectionsPartition } from '../keys.ts'
import type { BillCorrection } from './rules/correction.ts'

/** A correction of a resident's bill as stored, with the version its next write replaces. */
export type StoredCorrection = { readonly correction: BillCorrection; readonly version: number }
type CorrectionId = { readonly correction: Pick<BillCorrection, 'correctionId'> }

export const billCorrections = defineRecord<StoredCorrection, CorrectionId>({
  kind: 'bill-correction',
  key: ({ correction }) => billCorrectionKey(correction.correctionId),
  index: ({ correction }) => ({
    gsi1pk: billCorrectionsPartition(correction.city, correction.state),
    gsi1sk: `${correction.proposed.on}#${correction.correctionId}`,
  }),
})

export const correctionWrite = (stored: StoredCorrection): Write =>
  billCorrections.replace(stored, stored.version)

export const readCorrection = (store: Store, correctionId: string): Promise<StoredCorrection | undefined> =>
  billCorrections.read(store, { correction: { correctionId } })
