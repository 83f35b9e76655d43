import { useQueries } from '@tanstack/react-query'
import { chinaDay } from '../../../shared/calendar/day.ts'
import { provinceCode } from '../../../shared/kernel/divisions.ts'
import { accessTo, mayAsk } from '../api/access.ts'
import { call } from '../api/call.ts'
import { type Operation, operationOf } from '../api/operation.ts'
import { CallFailed } from '../api/problem.ts'
import { desks } from '../desks/desks.ts'
import { serviceNames } from '../desks/watch/services.ts'
import type { Caller } from '../session/session.ts'
import { type ListPage, paramNamesOf } from '../view/page.ts'
import type { Row } from '../view/table.tsx'
import { type Ask, asksOf } from './asks.ts'
import type { Seen } from './counts.ts'
import { byDaysLeft } from './days-left.ts'
import { readOn } from './read-on.ts'

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

/** The most that is read of one question: a page has a hundred rows at most. */
const most = { rows: 200, pages: 20 }

/** Where what waits is looked for: everything that a list takes by the same names for a city and whoever looks. */
const usualOf = (city: string, { division, institution }: Caller) => ({ city, division, institution })

/** What one question of a list found. A "no" says that nothing of it is the caller's, and takes nothing from other questions. */
const answerTo = async ({ read, rows, work }: ListPage, ask: Ask, scope: string) => {
  const inQuery = accessTo(read).query ?? []
  const pick = (wanted: (name: string) => boolean): Ask =>
    Object.fromEntries(Object.entries(ask).filter(([name]) => wanted(name)))
  const query = pick((name) => inQuery.includes(name))
  const input = { params: pick((name) => !inQuery.includes(name)), query }
  const { rows: found, more } = await readOn(
    async (cursor) => {
      const answer = await call<Row>(read, { ...input, query: { ...query, ...(cursor && { cursor }) } })
      const page = { rows: (answer[rows] ?? []) as readonly Row[] }
      return typeof answer.cursor === 'string' ? { ...page, cursor: answer.cursor } : page
    },
    (row) => work?.when?.(row, scope) ?? true,
    most,
  ).catch((error: unknown) => {
    if (isNo(error)) return { rows: [], more: false }
    throw error
  })
  return { rows: found.map((row) => [JSON.stringify(row), { ...ask, ...row }] as const), more }
}

const readWaiting = async (
  page: ListPage,
  address: string,
  caller: Caller,
  city: string,
): Promise<Waiting | null> => {
  if (!mayAsk(page.read, caller.scope) || (page.work?.of ?? caller.scope) !== caller.scope) return null
  const today = chinaDay(new Date())
  const names = [...paramNamesOf(page.read), ...(accessTo(page.read).query ?? [])]
  const asks = asksOf(names, page.work?.presets ?? [], usualOf(city, caller), today)
  const answers = await Promise.all(asks.map((ask) => answerTo(page, ask, caller.scope)))
  // What a caller may read may not depend on the preset: a row that two of them answer waits once.
  const once = new Map<string, Row>(answers.flatMap((each) => each.rows))
  const more = answers.some((each) => each.more)
  if (once.size === 0 && !more) return null
  const rows = byDaysLeft([...once.values()], today, page.work?.lastDay)
  return { page, address, operation: await operationOf(page.read), rows, more }
}

/** A "no" says that nothing of it is the caller's; that no answer came says nothing, and is told. */
const isNo = (error: unknown): boolean =>
  error instanceof CallFailed && error.problem.status >= 400 && error.problem.status < 500

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
      queryFn: () => readWaiting(page, address, caller, city),
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

/** What waits of one kind in a city, as a service says it. */
export type SeenRow = Row & Seen & { readonly city: string }

type SeenAnswer = { readonly waits: readonly SeenRow[]; readonly seenOn?: string }

/** The read of what waits in a service. */
export const waitsRead = 'GET /v1/budget/waits'

/** What waits in all services, kind by kind: of the caller's city, or of every city and the province. */
export const useSeen = (
  caller: Caller,
): { readonly seen: readonly SeenRow[]; readonly seenOn: string | undefined; readonly failed: number } => {
  const isOfAll = caller.division === provinceCode
  const read = useQueries({
    queries: serviceNames.map((service) => ({
      queryKey: ['call', 'waits', service, caller.division],
      queryFn: () =>
        call<SeenAnswer>(`GET /v1/${service}/waits`, { query: isOfAll ? {} : { city: caller.division } }),
      enabled: mayAsk(`GET /v1/${service}/waits`, caller.scope),
      retry: false,
      refetchInterval: 5 * 60_000,
    })),
  })
  const answers = read.flatMap(({ data }) => (data ? [data] : []))
  const days = answers.flatMap(({ seenOn }) => seenOn ?? []).sort()
  return {
    seen: answers.flatMap(({ waits }) => waits),
    seenOn: days.at(-1),
    failed: read.filter(({ isError }) => isError).length,
  }
}
