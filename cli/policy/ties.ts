import type { Fen } from '#shared/money/fen.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { IncomeTie } from '../../services/settlement/plan/rules/income-ties.ts'
import { tableOf } from '../terminal/table.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'

const yuan = (amount: Fen | null): string => (amount === null ? '' : formatYuan(amount))

/** Figures tied to wages and income, beside those in force. */
export const tiesTable = (ties: readonly IncomeTie[]): string =>
  tableOf(
    [
      { head: 'figure', kind: 'text', least: 24 },
      { head: 'statistic', kind: 'text', least: 22 },
      { head: 'yuan', kind: 'figure' },
      { head: 'by', kind: 'figure' },
      { head: 'tied', kind: 'figure' },
      { head: 'in force', kind: 'figure' },
      { head: 'difference', kind: 'figure' },
      { head: 'implied', kind: 'figure' },
    ],
    ties.map(({ scheme, item, level, statistic, by, tied, inForce, difference, implied }) => [
      `${scheme} ${item}${level === null ? '' : ` ${level}`}`,
      `${statistic.name} ${statistic.year}`,
      ...[yuan(statistic.amount), by, yuan(tied), yuan(inForce), yuan(difference), implied ?? ''],
    ]),
    terminalWidth(),
  )
