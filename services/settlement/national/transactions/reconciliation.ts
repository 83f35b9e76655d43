import * as z from 'zod'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { claimIdOfMessage, idOfMessage } from '../../claim/message.ts'
import type { Period } from '../../reconciliation/reconcile.ts'
import { reconcileDetails, reconcileTotals } from '../../reconciliation/reconcile.ts'
import type { ClaimedEntry, Difference } from '../../reconciliation/rules/reconcile.ts'
import type { EntryAmounts, EntryTotals } from '../../reconciliation/rules/settled-entry.ts'
import { refusal, refuse } from '../../refusals.ts'
import { fields } from '../fields.ts'
import { keepFile, readFile } from '../files.ts'
import { readDay, readYuan, schemeOf, unreadable } from '../reading.ts'
import { differencesFile, readStatement } from '../statement-file.ts'
import type { NationalMessage, Output, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const amounts = {
  medfee_sumamt: fields.medfee_sumamt,
  fund_pay_sumamt: fields.fund_pay_sumamt,
  acct_pay: fields.acct_pay,
}
const period = { stmt_begndate: fields.stmt_begndate, stmt_enddate: fields.stmt_enddate }

type AmountFields = z.output<z.ZodObject<typeof amounts>>

const readAmounts = (fields: AmountFields, at = ''): Decision<EntryAmounts> => {
  const total = readYuan(fields.medfee_sumamt, `${at}medfee_sumamt`)
  if (total.status === 'refused') return total
  const fund = readYuan(fields.fund_pay_sumamt, `${at}fund_pay_sumamt`)
  if (fund.status === 'refused') return fund
  const account = readYuan(fields.acct_pay, `${at}acct_pay`)
  if (account.status === 'refused') return account
  return accept({ total: total.value, fund: fund.value, account: account.value })
}

const readPeriod = ({
  input,
  institution,
  today,
}: NationalMessage<z.output<z.ZodObject<typeof period>>>): Decision<Period> => {
  const from = readDay(input.stmt_begndate, 'stmt_begndate')
  if (from.status === 'refused') return from
  const to = readDay(input.stmt_enddate, 'stmt_enddate')
  if (to.status === 'refused') return to
  return accept({ institution, from: from.value, to: to.value, today })
}

const money = ({ total, fund, account }: EntryAmounts) => ({
  medfee_sumamt: formatYuan(total),
  fund_pay_sumamt: formatYuan(fund),
  acct_pay: formatYuan(account),
})
const totals = (of: EntryTotals) => ({ ...money(of), fixmedins_setl_cnt: String(of.entries) })

const totalReconciliation = defineTransaction({
  infno: '3201',
  name: '医药机构费用结算对总账',
  does: 'Compares the totals of days up to today, for one scheme and clearing type; a reversal counts as one and takes its amounts back.',
  sentBy: 'institution',
  input: z.looseObject({
    insutype: fields.insutype,
    clr_type: fields.clr_type,
    ...period,
    ...amounts,
    fixmedins_setl_cnt: fields.fixmedins_setl_cnt,
  }),
  answers: '`stmtinfo`: `stmt_rslt` 0 equal or 1 different, and our totals',
  perform: async (message) => {
    const { insutype, clr_type: clearing, fixmedins_setl_cnt: entries } = message.input
    const scheme = schemeOf(insutype)
    if (!scheme) return unreadable('call.bad-field', 'insutype', insutype)
    const days = readPeriod(message)
    if (days.status === 'refused') return days
    const theirs = readAmounts(message.input)
    if (theirs.status === 'refused') return theirs
    const of = { scheme, clearing, theirs: { ...theirs.value, entries } }
    const compared = await reconcileTotals(days.value, of, message.effects)
    if (compared.status === 'refused') return compared
    const { ours, equal } = compared.value
    const stmt_rslt_dscr = equal ? '对账平' : '对账不平'
    return accept({ stmtinfo: { stmt_rslt: equal ? '0' : '1', stmt_rslt_dscr, ...totals(ours) } })
  },
})

const detail = z.looseObject({
  setl_id: fields.setl_id.optional(),
  msgid: fields.omsgid.optional(),
  refd_setl_flag: fields.refd_setl_flag.default('0'),
  ...amounts,
})

/** A settlement or refund the institution has: known by its id here, or by the message it was sent with. */
const readEntry = (
  line: z.output<typeof detail>,
  index: number,
  institution: string,
): Decision<ClaimedEntry> => {
  const at = `detail.${index}.`
  const read = readAmounts(line, at)
  if (read.status === 'refused') return read
  const { setl_id, msgid } = line
  const entryId = setl_id ?? (msgid === undefined ? undefined : claimIdOfMessage({ msgid, institution }))
  if (entryId === undefined) return unreadable('call.bad-field', `${at}setl_id`, undefined)
  // Whatever sign a system gives its refunds, a refund takes money back.
  const sign = line.refd_setl_flag === '1' ? -1 : 1
  const signed = (amount: number): number => (amount === 0 ? 0 : sign * Math.abs(amount))
  const { total, fund, account } = read.value
  return accept({ entryId, total: signed(total), fund: signed(fund), account: signed(account) })
}

const readEntries = (
  lines: readonly z.output<typeof detail>[],
  institution: string,
): Decision<ClaimedEntry[]> => {
  const entries: ClaimedEntry[] = []
  for (const [index, each] of lines.entries()) {
    const entry = readEntry(each, index, institution)
    if (entry.status === 'refused') return entry
    entries.push(entry.value)
  }
  return accept(entries)
}

/** Results of a detail: only here, only there, not the same amounts. */
const results = { 'missing-there': '101', 'missing-here': '102', 'other-amount': '103' } as const

const toDetail = ({ entryId, kind, ours, theirs }: Difference) => ({
  setl_id: entryId,
  stmt_rslt: results[kind],
  ...(ours ? { ours: money(ours) } : {}),
  ...(theirs ? { theirs: money(theirs) } : {}),
})

const mostDetails = 10_000
const details = z.array(detail).max(mostDetails)

type DetailMessage = NationalMessage<{
  readonly detail?: z.output<typeof details> | undefined
  readonly file_qury_no?: string | undefined
}>
type SentDetails = { readonly lines: z.output<typeof details>; readonly file?: Uint8Array }

/** The details as they stand in the message, or in the file that it names. */
const detailsOf = async ({ input, institution, effects }: DetailMessage): Promise<Decision<SentDetails>> => {
  if (input.detail) return accept({ lines: input.detail })
  if (input.file_qury_no === undefined) return unreadable('call.bad-field', 'detail', undefined)
  const file = await readFile(institution, input.file_qury_no, effects)
  if (file.status === 'refused') return file
  const rows = readStatement(file.value)
  if (rows.status === 'refused') return rows
  if (rows.value.length > mostDetails) {
    const figures = { most: mostDetails }
    return refuse('national.too-many-details', { field: 'input.file_qury_no', figures })
  }
  const parsed = details.safeParse(rows.value)
  if (parsed.success) return accept({ lines: parsed.data, file: file.value })
  const { place, reasonZh: faultZh } = schemaFault(parsed.error)
  const field = ['input.detail', place].filter(Boolean).join('.')
  const [row = '', name = ''] = place.split('.')
  // The message does not hold what the file says: whether it says anything is seen here.
  const isSaid = rows.value[Number(row)]?.[name] !== undefined
  const code = isSaid ? 'national.bad-details' : 'call.bad-field'
  return { status: 'refused', refusal: refusal(code, { field, figures: { faultZh } }) }
}

/** The differences as a file that 9102 downloads; the same message again names the same file. */
const answerInFile = async (
  stmtinfo: object,
  differences: readonly ReturnType<typeof toDetail>[],
  sent: Uint8Array,
  { msgid, institution, effects }: NationalMessage<unknown>,
): Promise<Decision<Output>> => {
  const { bytes, ending } = differencesFile(differences, sent)
  const fileNo = idOfMessage('D', { msgid, institution })
  const kept = await keepFile({ institution, fileNo }, bytes, effects)
  if (kept.status === 'refused') return kept
  return accept({ stmtinfo, fileinfo: { file_qury_no: kept.value, filename: `${fileNo}.${ending}` } })
}

const detailReconciliation = defineTransaction({
  infno: '3202',
  name: '医药机构费用结算对明细账',
  does: 'Compares settlement by settlement in both directions, all schemes and clearing types of the days together, and records the differences. The details stand in the message, or in a file that 9101 took: text with tabs or commas, as it is or in a zip, one settlement a line with `setl_id`, `mdtrt_id`, `psn_no`, `medfee_sumamt`, `fund_pay_sumamt`, `acct_pay`, `refd_setl_flag` in this order, or under a line of these names.',
  sentBy: 'institution',
  input: z.looseObject({
    ...period,
    detail: details.optional(),
    file_qury_no: fields.file_qury_no.optional(),
  }),
  answers:
    '`stmtinfo` with both totals and the `reconciliation` id; `detail`: the differences, 101 only here, 102 only at the institution, 103 other amounts. For details in a file they are a file too: `fileinfo` with its `file_qury_no`, for 9102',
  perform: async (message) => {
    const days = readPeriod(message)
    if (days.status === 'refused') return days
    const sentDetails = await detailsOf(message)
    if (sentDetails.status === 'refused') return sentDetails
    const { file, lines } = sentDetails.value
    const theirs = readEntries(lines, message.institution)
    if (theirs.status === 'refused') return theirs
    const { msgid, by, effects } = message
    const sent = { msgid, theirs: theirs.value, ...(by === undefined ? {} : { by }) }
    const compared = await reconcileDetails(days.value, sent, effects)
    if (compared.status === 'refused') return compared
    const { reconciliationId, differences, ours, theirs: saidTotals } = compared.value
    const stmtinfo = {
      stmt_rslt: differences.length === 0 ? '0' : '1',
      reconciliation: reconciliationId,
      ours: totals(ours),
      theirs: totals(saidTotals),
    }
    const detail = differences.map(toDetail)
    return file ? answerInFile(stmtinfo, detail, file, message) : accept({ stmtinfo, detail })
  },
})

/** Reconciliation with an institution: totals first, details where they differ. */
export const reconciliations: readonly Transaction[] = [totalReconciliation, detailReconciliation]
