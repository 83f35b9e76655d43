import Table from 'cli-table3'
import type { Verified } from './verify.ts'

const mostShown = 20

/** Every rule with the number of things checked, then the first violations with their figures. */
export const findingsTable = ({ items, checks, violations }: Verified): string => {
  const table = new Table({
    head: ['no', 'invariant', 'rule', 'checked', 'violated'],
    colAligns: ['right', 'left', 'left', 'right', 'right'],
    colWidths: [null, null, 60, null, null],
    wordWrap: true,
    style: { head: [], border: [] },
  })
  for (const { number, id, rule, checked, violations: count } of checks)
    table.push([String(number), id, rule, String(checked), String(count)])
  const shown = violations
    .slice(0, mostShown)
    .map(
      ({ invariant, where, what, figures }) =>
        `  ${invariant}: ${where}: ${what} ${JSON.stringify(figures ?? {})}`,
    )
  const more = violations.length - shown.length
  return [
    table.toString(),
    `${items} recorded items, ${violations.length} violations`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n')
}
