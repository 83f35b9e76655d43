import { zipSync } from 'fflate'
import { unpacked, zipEntries } from '#shared/edge/files/zip-entries.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { refuse } from '../refusals.ts'

/** The columns of a file of details without a line of headings, as vendors of hospital systems write it. */
const usualColumns = [
  ...['setl_id', 'mdtrt_id', 'psn_no', 'medfee_sumamt', 'fund_pay_sumamt', 'acct_pay', 'refd_setl_flag'],
] as const

/** Ten thousand lines are far below it. */
const mostUnpacked = 8_000_000

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** What some systems put into a zip beside its files. */
const beside = /\/$|^__MACOSX\//

/**
 * The one file in a zip, or the bytes as they are.
 * @throws TongchouError where it is not one: details in a second would be settlements that nobody compares
 */
const contentOf = (bytes: Uint8Array): Uint8Array => {
  if (!isZip(bytes)) return bytes
  const [entry, second] = [...zipEntries(bytes).values()].filter(({ name }) => !beside.test(name))
  if (!entry || second) throw new TongchouError('national.bad-file', 'a zip of details is of one file')
  return Buffer.concat([...unpacked(bytes, entry, mostUnpacked)])
}

/** The rows of a file of details by the national names of their fields; what a cell leaves blank is absent. */
export const readStatement = (bytes: Uint8Array): Decision<Record<string, string>[]> => {
  try {
    const lines = new TextDecoder().decode(contentOf(bytes)).split(/\r\n|\n|\r/)
    const rows = lines.filter((line) => line.trim() !== '')
    const delimiter = rows[0]?.includes('\t') ? '\t' : ','
    const cells = rows.map((row) => row.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')))
    const first = cells[0]?.map((cell) => cell.toLowerCase()) ?? []
    const hasHeadings = first.includes('medfee_sumamt')
    const columns: readonly string[] = hasHeadings ? first : usualColumns
    return accept(
      cells
        .slice(hasHeadings ? 1 : 0)
        .map((row) =>
          Object.fromEntries(
            columns.flatMap((column, place) => (row[place] ? [[column, row[place]] as const] : [])),
          ),
        ),
    )
  } catch (error) {
    if (!(error instanceof TongchouError)) throw error
    return refuse('national.bad-file', { field: 'input.file_qury_no' })
  }
}

type Amounts = {
  readonly medfee_sumamt: string
  readonly fund_pay_sumamt: string
  readonly acct_pay: string
}
type DetailOfDifference = {
  readonly setl_id: string
  readonly stmt_rslt: string
  readonly ours?: Amounts
  readonly theirs?: Amounts
}

const differenceColumns = [
  ...['setl_id', 'stmt_rslt', 'medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'],
  ...['ours_medfee_sumamt', 'ours_fund_pay_sumamt', 'ours_acct_pay'],
] as const

const amountsOf = (amounts?: Amounts): string[] =>
  amounts ? [amounts.medfee_sumamt, amounts.fund_pay_sumamt, amounts.acct_pay] : ['', '', '']

/** Every part is dated alike: the same differences give the same file. */
const mtime = new Date(1980, 0, 1)

/** Differences as a file: the institution's amounts, then ours; packed where the details came packed. */
export const differencesFile = (
  differences: readonly DetailOfDifference[],
  sent: Uint8Array,
): { readonly bytes: Uint8Array; readonly ending: 'txt' | 'zip' } => {
  const lines = differences.map(({ setl_id, stmt_rslt, ours, theirs }) => [
    ...[setl_id, stmt_rslt, ...amountsOf(theirs), ...amountsOf(ours)],
  ])
  const text = [differenceColumns, ...lines].map((cells) => `${cells.join('\t')}\n`).join('')
  const bytes = new TextEncoder().encode(text)
  if (!isZip(sent)) return { bytes, ending: 'txt' }
  return { bytes: zipSync({ 'differences.txt': bytes }, { mtime }), ending: 'zip' }
}
