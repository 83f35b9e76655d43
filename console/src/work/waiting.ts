import { useQueries } from '@tanstack/react-query'
import { accessTo, mayAsk } from '../api/access.ts'
import { call } from '../api/call.ts'
import { type Operation, operationOf } from '../api/operation.ts'
import { CallFailed } from '../api/problem.ts'
import { desks } from '../desks/desks.ts'
import type { Caller } from '../session/session.ts'
import { type ListPage, paramNamesOf } from '../view/page.ts'
import type { Row } from '../view/table.tsx'
import { monthsAround } from './months-around.ts'

/** What waits in a list, for whoever looks. */
export type Waiting = {
  readonly page: ListPage
  readonly address: string
  readonly operation: Operation
  readonly rows: readonly Row[]
  /** Whether more waits than was read. */
  readonly more: boolean
}

const lists = desks.flatMap((desk) =>
  desk.pages.flatMap((page) =>
    page.kind === 'list' && page.work ? [{ page, address: `${desk.key}/${page.key}` }] : [],
  ),
)

type Chosen = Readonly<Record<string, string>>

/** What a list is asked with for one city: its presets, each with the city and the year where it takes them. */
const inputsOf = ({ work, read }: ListPage, city: string, { division, institution }: Caller) => {
  const names = [...paramNamesOf(read), ...(accessTo(read).query ?? [])]
  const today = new Date()
  const months = names.includes('month') ? monthsAround(today) : [undefined]
  return (work?.presets ?? []).flatMap((preset) =>
    months.map((month) => {
      const usual: Readonly<Record<string, string | undefined>> = {
        city,
        division,
        institution,
        month,
        year: String(today.getFullYear()),
        ...preset,
      }
      const pick = (from: readonly string[]): Chosen =>
        Object.fromEntries(
          from.flatMap((name) => (usual[name] === undefined ? [] : [[name, usual[name]] as const])),
        )
      return { params: pick(names), query: pick(accessTo(read).query ?? []) }
    }),
  )
}

const readWaiting = async (page: ListPage, address: string, caller: Caller, city: string) => {
  if (!mayAsk(page.read, caller.scope)) return null
  const answers = await Promise.all(
    inputsOf(page, city, caller).map(async (input) => {
      const answer = await call<Row>(page.read, input)
      const rows = (answer[page.rows] ?? []) as readonly Row[]
      return {
        rows: rows.map((row) => [JSON.stringify(row), { ...input.params, ...input.query, ...row }] as const),
        more: typeof answer.cursor === 'string',
      }
    }),
  )
  // What a caller may read may not depend on the preset: a row that two of them answer waits once.
  const once = new Map<string, Row>(answers.flatMap((each) => each.rows))
  const rows = [...once.values()].filter(page.work?.when ?? (() => true))
  if (rows.length === 0) return null
  const more = answers.some((each) => each.more)
  return { page, address, operation: await operationOf(page.read), rows, more }
}

/** A "no" says that nothing of it is the caller's; that no answer came says nothing, and is told. */
const isNo = (error: unknown): boolean =>
  error instanceof CallFailed && error.problem.status >= 400 && error.problem.status < 500

const orNothing = (error: unknown): null => {
  if (isNo(error)) return null
  throw error
}

/** What waits for a caller, as the menu counts it and the work page shows it; for the province, of the city it looks at. */
export const useWaiting = (
  caller: Caller,
  city: string,
): {
  readonly waiting: readonly Waiting[]
  readonly loading: boolean
  /** How many lists could not be read: what waits in them is not known. */
  readonly failed: number
} => {
  const read = useQueries({
    queries: lists.map(({ page, address }) => ({
      queryKey: ['call', 'work', address, city],
      queryFn: () => readWaiting(page, address, caller, city).catch(orNothing),
      retry: false,
      refetchInterval: 5 * 60_000,
    })),
  })
  return {
    waiting: read.flatMap(({ data }) => (data ? [data] : [])),
    loading: read.some(({ isLoading }) => isLoading),
    failed: read.filter(({ isError }) => isError).length,
  }
}

/** How many rows wait: `20+` where more were not read. */
export const countOf = (waiting: readonly Waiting[]): string => {
  const rows = waiting.reduce((sum, each) => sum + each.rows.length, 0)
  return rows === 0 ? '' : `${rows}${waiting.some(({ more }) => more) ? '+' : ''}`
}
