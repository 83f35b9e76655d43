import * as z from 'zod'
import { city, day, id, scheme, signature, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { fundFields, period } from '../ledger/fields.ts'
import { actors, cursorField, fundOwner, pageOf, readers } from '../ledger/fund-operations.ts'
import { accounts } from '../ledger/rules/chart.ts'
import { movementsIn } from '../ledger/rules/movements.ts'
import { approveVoucherCommand } from './approve-voucher.ts'
import { draftVoucherCommand } from './draft-voucher.ts'
import { pageVouchers } from './store.ts'

const entryName = z.strictObject({ period, entryId: id })

const content = {
  on: day,
  reason: z.string().min(4).max(300),
  corrects: entryName.optional(),
  /** In fen by account: debits positive, credits negative. */
  movements: z.partialRecord(z.enum(accounts), signedAmount),
}

const voucher = z.strictObject({
  voucherId: z.string(),
  fund: z.strictObject(fundFields),
  ...content,
  status: z.enum(['drafted', 'booked']),
  drafted: signature,
  approved: signature.optional(),
  entryId: z.string().optional(),
  month: z.string().optional(),
})

type Place = { readonly city: string; readonly scheme: string; readonly voucherId: string }
const recordOf = (at: Place): string => `/v1/budget/vouchers/${at.city}/${at.scheme}/${at.voucherId}`

/** What accountants book themselves, and the corrections of what was booked. */
export const voucherRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/vouchers',
    summary: 'Drafts an entry by hand, or the correction of one; another person approves it.',
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundFields, ...content }),
    status: 201,
    answer: voucher,
    refusals: [
      'voucher.unbalanced',
      'voucher.empty',
      'voucher.account-led-elsewhere',
      'voucher.lines-led-elsewhere',
      'voucher.before-books',
      'voucher.no-personal-accounts',
      'voucher.corrects-unknown',
      'voucher.corrects-later',
      'voucher.other-content',
      'voucher.changed-meanwhile',
    ],
    changes: (_, { fund, voucherId }) => [recordOf({ ...fund, voucherId })],
    handle: ({ body, by, commandId, today }) => {
      const { on, reason, corrects } = body
      const fund = { city: body.city, scheme: body.scheme }
      const voucherId = stableId('V-', fund.city, fund.scheme, commandId)
      const drafted = { by: by.subject, on: today }
      const movements = movementsIn(body.movements)
      return draftVoucherCommand(
        { voucherId, fund, on, reason, movements, drafted, ...(corrects ? { corrects } : {}) },
        store,
      )
    },
  }),
  defineOperation({
    method: 'POST',
    path: '/v1/budget/vouchers/{city}/{scheme}/{voucherId}/approval',
    summary: 'Approves a voucher: it is booked in the month of its day, or in the first that is still open.',
    scopes: actors,
    params: z.strictObject({ city, scheme, voucherId: id }),
    owner: fundOwner('params'),
    answer: voucher,
    refusals: [
      'voucher.unknown',
      'voucher.maker-is-checker',
      'voucher.no-funds',
      'voucher.changed-meanwhile',
    ],
    changes: ({ params }) => [recordOf(params)],
    hand: ({ approved }) => approved,
    handle: ({ params: { voucherId, ...fund }, by, today }) =>
      approveVoucherCommand(fund, voucherId, { by: by.subject, on: today }, store),
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/vouchers',
    summary: 'The vouchers of a fund.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ ...fundFields, ...cursorField }),
    answer: z.strictObject({ vouchers: z.array(voucher), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { cursor, ...fund } }) => accept(await pageVouchers(store, fund, pageOf(cursor))),
  }),
]
