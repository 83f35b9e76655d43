import * as z from 'zod'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'
import { refusalText } from '#shared/kernel/refusals.ts'

/** What is wrong at a line and a column of a file, in words that do not repeat the cell. */
export type BadCell = {
  readonly line: number
  readonly column: string
  readonly code: string
  readonly reason: string
  readonly reasonZh: string
}

/** The same in an answer. */
export const badCellAnswer = z.strictObject({
  line: z.int().meta({ description: 'the line as an editor shows it; the row of a workbook' }),
  column: z.string(),
  code: z.string(),
  reason: z.string(),
  reasonZh: z.string(),
})

/** Tells what is wrong at a place of a file by a refusal of the service's table or of the door's. */
export const badCell = (
  { line, column }: { readonly line: number; readonly column: string },
  refusal: Pick<Refusal, 'code' | 'figures'>,
  table: RefusalTable,
): BadCell => {
  const all = { ...doorRefusals.table, ...table }
  return {
    line,
    column,
    code: refusal.code,
    reason: refusalText(all, refusal, 'en').reason,
    reasonZh: refusalText(all, refusal, 'zh').reason,
  }
}

/** Bad cells in the order of the file. */
export const inFileOrder = <Cell extends BadCell>(bad: readonly Cell[]): Cell[] =>
  [...bad].sort((a, b) => a.line - b.line)

/** How many rows the faults are in. */
export const badRowsOf = (bad: readonly { readonly line: number; readonly part?: number }[]): number =>
  new Set(bad.map(({ part = 0, line }) => `${part}:${line}`)).size

/** Why a file as a whole could not be read. */
export type FileFault = Pick<BadCell, 'code' | 'reason' | 'reasonZh'>

/** What an error tells of the file as a whole, in both languages; one that is none of the file's is thrown on. */
export const fileFault = (error: unknown, table: RefusalTable): FileFault => {
  if (!(error instanceof TongchouError && error.code.startsWith('file.'))) throw error
  const figures = Object.fromEntries(
    Object.entries(error.details).map(([name, value]) => [name, String(value)]),
  )
  const {
    line: _line,
    column: _column,
    ...fault
  } = badCell({ line: 0, column: '' }, { code: error.code, figures }, table)
  return fault
}
