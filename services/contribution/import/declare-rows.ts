import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Declaration, DeclaredLine, Payroll } from '../payroll/rules/payroll.ts'
import { lastWholeOf } from '../payroll/rules/payroll.ts'
import { savePage } from '../payroll/save-payroll.ts'
import { linesOfDeclaration, payrolls } from '../payroll/store.ts'
import type { KindEffects } from './effects.ts'

/** What an employer declares for a period in a file. */
export type ListOfRows = Pick<Payroll, 'employerId' | 'city'> & {
  readonly of: Declaration['of']
  readonly lines: readonly DeclaredLine[]
  /** Who sent the file. */
  readonly by: string
}

/** What a list comes to: the first of its period, another than stands, or the same. */
export type ListChange = 'declared' | 'corrected' | 'unchanged'

/** An item of the table holds no more. */
const mostLines = 4_000

const inOrder = (lines: readonly DeclaredLine[]): string =>
  lines
    .map(({ personId, monthlyWage }) => `${personId} ${monthlyWage}`)
    .sort()
    .join('\n')

/** What a list would come to; nothing is written. */
export const judgeList = async (
  { employerId, of, lines }: ListOfRows,
  { store }: KindEffects,
): Promise<ListChange> => {
  const payroll = await payrolls.read(store, { employerId })
  const standing = payroll && lastWholeOf(payroll, of)
  if (!standing) return 'declared'
  const before = await linesOfDeclaration(store, employerId, standing)
  return inOrder(before) === inOrder(lines) ? 'unchanged' : 'corrected'
}

/**
 * Declares a list page by page, as the next revision of its period, once a command: its commands are named by the run, so
 * that a call that broke off between two pages goes on with the same revision.
 */
export const declareList = async (
  { employerId, city, of, lines, by }: ListOfRows,
  runId: string,
  { store }: KindEffects,
): Promise<Decision<Declaration>> => {
  const pages = inPieces(lines, mostLines)
  let revision: number | undefined
  let last: Decision<Declaration> | undefined
  for (const [index, page] of pages.entries()) {
    const told = { employerId, city, of, page: index + 1, pages: pages.length, revision, lines: page, by }
    last = await savePage(told, `${runId}:${of}:${index + 1}`, { store })
    if (last.status === 'refused') return last
    revision = last.value.revision
  }
  return last ?? accept({ of, revision: 0, pages: 0, received: [] })
}
