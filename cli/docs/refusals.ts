import type { Route } from '#shared/edge/http/route.ts'
import { refusalGuide, remedies } from '../../services/settlement/refusal-guide.ts'
import { problemOf } from '../../services/settlement/refusal-status.ts'
import type { RefusalCode } from '../../services/settlement/refusals.ts'
import { refusals } from '../../services/settlement/refusals.ts'

/** Problems that every operation may answer with, whatever the service: what is wrong with the request itself. */
export const commonProblems: Readonly<Record<string, { readonly status: number; readonly text: string }>> = {
  'request.invalid': {
    status: 400,
    text: 'A field of body or query is not as the schema has it; `field` names it.',
  },
  'request.malformed-json': { status: 400, text: 'The body is not JSON.' },
  'idempotency-key.missing': { status: 400, text: 'A command came without its Idempotency-Key.' },
  'cursor.unreadable': { status: 400, text: 'The cursor of a list is not one that was given out.' },
  'caller.no-division': { status: 403, text: 'The token names no division of the province.' },
  'caller.no-scope': { status: 403, text: 'The token has none of the scopes the operation needs.' },
  'caller.other-division': { status: 403, text: "The data is another city's." },
  'caller.other-institution': { status: 403, text: "The data is another institution's." },
  'route.unknown': { status: 404, text: 'There is no such operation.' },
  'run.unknown': { status: 404, text: 'There is no such run.' },
  'run.other-parameters': { status: 409, text: 'The key was used before for a run with other parameters.' },
  'file.encoding': { status: 422, text: 'A file is neither UTF-8 nor GB18030.' },
  'file.malformed': { status: 422, text: 'A file is not CSV.' },
  'file.column-unknown': { status: 422, text: 'A file has a column that nobody reads.' },
  'file.column-missing': { status: 422, text: 'A column of a file is missing.' },
  'policy.missing': { status: 422, text: 'The policy has no figure for the day and city.' },
  internal: {
    status: 500,
    text: 'The request failed; nothing was half-written, it may be sent again with the same key.',
  },
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const code = (text: string): string => `\`${text}\``

const refusalRows = Object.entries(refusals).map(([name, { zh, en }]) => {
  const { fields, remedy } = refusalGuide[name as RefusalCode]
  const { status } = problemOf({ code: name, reason: en })
  const { zh: then, en: thenInEnglish } = remedies[remedy]
  return [code(name), String(status), fields.map(code).join(' '), zh, en, `${then}<br>${thenInEnglish}`]
})

/** The codes an operation declares that stand in no other table, each with the operations that answer with it. */
const otherRows = (routes: readonly Route[]): string[][] => {
  const declared = routes.flatMap(({ method, path, problems }) =>
    problems.map((problem) => ({ problem, operation: `${method} ${path}` })),
  )
  const others = declared.filter(({ problem }) => !(problem in refusals) && !(problem in commonProblems))
  return [...Map.groupBy(others, ({ problem }) => problem)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([problem, of]) => [
      code(problem),
      [...new Set(of.map(({ operation }) => code(operation)))].join('<br>'),
    ])
}

/** Every code that a sender may be refused with, from the tables the services themselves answer from. */
export const refusalsDocument = (routes: readonly Route[]): string =>
  [
    '# Refusals',
    'Every "no" has a stable `code`; the text may change, the code never does. On HTTP a refusal is problem+json (RFC 9457) with `code`, `detail`, `field` and `figures`; at the national interface it is an answer with `infcode` -1, the Chinese text in `err_msg` and the code beside it. A refused command wrote nothing. This page is written by `npm run docs` from the tables the code answers from.',
    '## Settlement 结算',
    "`N` is the position of a line, from 0. A `line.…` code refuses the claim, or leaves the one line to the patient and pays the rest, as the item's entry in the catalogue says; `claim.not-in-catalogue` likewise, as the plan says.",
    table(['code', 'HTTP', 'field', '说明', 'meaning', '如何处理 / what to do'], refusalRows),
    '## Any operation',
    table(
      ['code', 'HTTP', 'meaning'],
      Object.entries(commonProblems).map(([name, { status, text }]) => [code(name), String(status), text]),
    ),
    '## Other codes, by operation',
    'What they mean in a case stands in `detail`.',
    table(['code', 'operations'], otherRows(routes)),
  ].join('\n\n')
