import * as z from 'zod'
import { id, signedAmount } from '#shared/contracts/fields.ts'
import { badCellAnswer } from '#shared/edge/files/bad-cell.ts'
import { objectAnswer, receivedFilesOperation } from '#shared/edge/files/received-files.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refusal } from '../refusals.ts'
import { paymentFiles } from './store.ts'

const count = z.int().min(0)

/** Files of payments: what came by the bucket, and what each came to. */
export const paymentFileRoutes = ({ store }: Pick<Effects, 'store'>): Operation[] => [
  receivedFilesOperation('contribution', {
    kind: 'payments',
    scopes: ['province', 'city', 'tax', 'auditor'],
    store: () => store,
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/payment-files/{importId}',
    summary:
      'What a file of payments came to: how many rows were recorded, repeated, held in suspense, refused or bad, and the first of these with their lines.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    params: z.strictObject({ importId: id }),
    owner: {
      whose: 'recorded',
      as: 'the division whose prefix the file was put under',
      unknown: ({ params: { importId } }) =>
        refusal('payment-file.unknown', { field: 'importId', figures: { importId } }),
      find: async ({ params: { importId } }) => {
        const found = await paymentFiles.read(store, { importId })
        return found && { parties: { cities: [found.division] }, found }
      },
    },
    answer: z.strictObject({
      ...{ importId: id, runId: id, object: objectAnswer },
      outcome: z.enum(['done', 'unreadable', 'overtaken']),
      fault: z.strictObject({ code: z.string(), reason: z.string(), reasonZh: z.string() }).optional(),
      ...{ rows: count, recorded: count, repeated: count, suspended: count, refused: count, bad: count },
      amount: signedAmount.meta({ description: 'Fen of all rows that were taken, refunds negative' }),
      firstFaults: z.array(badCellAnswer),
    }),
    refusals: ['payment-file.unknown'],
    handle: async ({ found }) => {
      const {
        importId,
        runId,
        object,
        outcome,
        fault,
        rows,
        recorded,
        repeated,
        suspended,
        refused,
        bad,
        amount,
      } = found
      return accept({
        ...{ importId, runId, object, outcome, rows, recorded, repeated, suspended, refused, bad, amount },
        ...(fault ? { fault } : {}),
        firstFaults: [...found.firstFaults],
      })
    },
  }),
]
