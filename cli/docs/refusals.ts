import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { RefusalEntry, RefusalTable } from '#shared/kernel/refusals.ts'
import { remedies } from '#shared/kernel/remedies.ts'

/** An operation and the codes it declares. */
type OperationRefusals = {
  readonly method: string
  readonly path: string
  readonly refusals: readonly string[]
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const code = (text: string): string => `\`${text}\``

const rowOf = ([name, entry]: [string, RefusalEntry]): string[] => {
  const { zh, en, status, fields = [], remedy } = entry
  const what = `${remedies[remedy].zh}<br>${remedies[remedy].en}`
  return [code(name), String(status), fields.map(code).join(' '), zh, en, what]
}

const tableOf = (refusals: RefusalTable): string =>
  table(
    ['code', 'HTTP', 'field', '说明', 'meaning', '如何处理 / what to do'],
    Object.entries(refusals).map(rowOf),
  )

/** The codes an operation declares that stand in no table, each with the operations that answer with it. */
const otherRows = (operations: readonly OperationRefusals[], tables: readonly RefusalTable[]): string[][] => {
  const declared = operations.flatMap(({ method, path, refusals }) =>
    refusals.map((problem) => ({ problem, operation: `${method} ${path}` })),
  )
  const others = declared.filter(({ problem }) => !tables.some((each) => Object.hasOwn(each, problem)))
  return [...Map.groupBy(others, ({ problem }) => problem)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([problem, of]) => [
      code(problem),
      [...new Set(of.map(({ operation }) => code(operation)))].join('<br>'),
    ])
}

/** Every code that a sender may be refused with, from the tables the services themselves answer from. */
export const refusalsDocument = (
  services: Readonly<Record<string, RefusalTable>>,
  operations: readonly OperationRefusals[],
): string =>
  [
    '# Refusals',
    'Every refusal has a stable `code`; the text may change, the code never does. On HTTP a refusal is problem+json (RFC 9457). It has `code`, `field` and `figures`, `detail` and `remedy` in English, and `detailZh` and `remedyZh` in Chinese. At the national interface it is an answer with `infcode` -1, the Chinese text in `err_msg` and the code beside it. `{name}` stands for a figure of the refusal. A refused command wrote nothing. This page is written by `npm run docs` from the tables the code answers from.',
    '## The door of every operation',
    tableOf(doorRefusals.table),
    ...Object.entries(services).flatMap(([service, refusals]) => [`## ${service}`, tableOf(refusals)]),
    "`N` is the position of a line, from 0. A `line.…` code of settlement refuses the claim, or leaves the one line to the patient and pays the rest. The item's entry in the catalogue says which. `claim.not-in-catalogue` does likewise, as the plan says.",
    '## Other codes, by operation',
    table(['code', 'operations'], otherRows(operations, [doorRefusals.table, ...Object.values(services)])),
  ].join('\n\n')
