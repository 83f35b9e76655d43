import * as z from 'zod'
import { city, day, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { actors, cursorField, fundFields, fundFor, pageOf, period, readers } from '../ledger/fields.ts'
import { readEntry } from '../ledger/journal.ts'
import { accounts } from '../ledger/rules/chart.ts'
import { movementsIn } from '../ledger/rules/movements.ts'
import { signature } from '../ledger/rules/signature.ts'
import { releaseWaiting } from '../payment/release-waiting.ts'
import { approveVoucher, draftVoucher } from './rules/voucher.ts'
import { bookVoucher, pageVouchers, readVoucher, recordVoucher } from './store.ts'

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

const changedMeanwhile = () =>
  problem(409, 'voucher.changed-meanwhile', 'the voucher was changed by someone else; read it again')

/** The gateway adds a `proxy` parameter of its own. */
const voucherParams = z.object({ city, scheme, voucherId: z.string() })

/** What accountants book themselves, and the corrections of what was booked. */
export const voucherRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/vouchers',
    summary: 'Drafts an entry by hand, or the correction of one; another person approves it.',
    scopes: actors,
    body: z.strictObject({ ...fundFields, ...content }),
    answer: voucher,
    problems: [
      'voucher.unbalanced',
      'voucher.empty',
      'voucher.account-led-elsewhere',
      'voucher.no-personal-accounts',
      'voucher.corrects-unknown',
      'voucher.corrects-later',
      'voucher.other-content',
      'voucher.changed-meanwhile',
    ],
    handle: async ({ caller, body, idempotencyKey, today }) => {
      const fund = fundFor(caller, body)
      const { on, reason, corrects } = body
      const voucherId = stableId('V-', fund.city, fund.scheme, idempotencyKey)
      const drafted = { by: caller.subject, on: today }
      const movements = movementsIn(body.movements)
      const found = await readVoucher(store, fund, voucherId)
      const corrected = corrects && (await readEntry(store, fund, corrects))
      const command = { voucherId, fund, on, reason, movements, drafted, ...(corrects ? { corrects } : {}) }
      const decision = draftVoucher(command, {
        ...(found ? { voucher: found.voucher } : {}),
        ...(corrected ? { corrected } : {}),
      })
      if (decision.status === 'refused') throw refused(decision.refusal)
      if (!found && !(await recordVoucher(store, decision.value))) throw changedMeanwhile()
      return { status: 201, body: decision.value }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/budget/vouchers/{city}/{scheme}/{voucherId}/approval',
    summary: 'Approves a voucher: it is booked in the month of its day, or in the first that is still open.',
    scopes: actors,
    answer: voucher,
    problems: [
      'voucher.unknown',
      'voucher.maker-is-checker',
      'voucher.no-funds',
      'voucher.changed-meanwhile',
    ],
    handle: async ({ caller, params, today }) => {
      const parsed = voucherParams.safeParse(params)
      if (!parsed.success) throw problem(404, 'route.unknown', 'the path names no fund')
      const fund = fundFor(caller, parsed.data)
      const { voucherId } = parsed.data
      const found = await readVoucher(store, fund, voucherId)
      if (!found) throw problem(404, 'voucher.unknown', `there is no voucher ${voucherId}`)
      const signed = { by: caller.subject, on: today }
      const decision = approveVoucher(signed, found.voucher)
      if (decision.status === 'refused') throw refused(decision.refusal)
      if (decision.value.status === 'booked') return { status: 200, body: decision.value }
      const outcome = await bookVoucher(store, found, signed)
      if (outcome.status === 'short')
        throw problem(409, 'voucher.no-funds', 'the special account holds less than the voucher takes')
      const booked = await readVoucher(store, fund, voucherId)
      if (booked?.voucher.status !== 'booked') throw changedMeanwhile()
      await releaseWaiting(store, fund, booked.voucher.on)
      return { status: 200, body: booked.voucher }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/vouchers',
    summary: 'The vouchers of a fund.',
    scopes: readers,
    query: z.strictObject({ ...fundFields, ...cursorField }),
    answer: z.strictObject({ vouchers: z.array(voucher), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      return { status: 200, body: await pageVouchers(store, fund, pageOf(query.cursor)) }
    },
  }),
]
