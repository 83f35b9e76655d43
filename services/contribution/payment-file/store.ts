import type { BadCell, FileFault } from '#shared/edge/files/bad-cell.ts'
import type { SentObject } from '#shared/edge/files/sent-file.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import type { Fen } from '#shared/money/fen.ts'
import { paymentFileKey } from '../keys.ts'

/** How many rows of a file became what; what they came to, refunds negative. */
export type FileCounts = {
  readonly rows: number
  readonly recorded: number
  readonly repeated: number
  readonly suspended: number
  readonly refused: number
  readonly bad: number
  readonly amount: Fen
}

/** What a file of payments came to. */
export type PaymentFile = FileCounts & {
  readonly division: string
  readonly importId: string
  readonly runId: string
  readonly by: Decider
  readonly object: SentObject
  readonly outcome: 'done' | 'unreadable' | 'overtaken'
  readonly fault?: FileFault
  /** The first rows that are bad, refused or held in suspense, with why. */
  readonly firstFaults: readonly BadCell[]
}

export const paymentFiles = defineRecord<PaymentFile, Pick<PaymentFile, 'importId'>>({
  kind: 'payment-file',
  key: ({ importId }) => paymentFileKey(importId),
})
