import { useQueries } from '@tanstack/react-query'
import { mayAsk } from '../api/call.ts'
import { operationOf } from '../api/operation.ts'
import { desks } from '../desks/desks.ts'
import type { Desk, Page } from '../view/page.ts'

const readsOf = (page: Page) => (page.kind === 'own' ? page.reads : [page.read])

const reads = [...new Set(desks.flatMap(({ pages }) => pages.flatMap(readsOf)))]

/** The desks and pages of which a caller of a scope may read something. */
export const useVisible = (scope: string): readonly Desk[] => {
  const operations = useQueries({
    queries: reads.map((id) => ({
      queryKey: ['operation', id],
      queryFn: () => operationOf(id),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  })
  const allowed = new Set(operations.flatMap(({ data }) => (data && mayAsk(data, scope) ? [data.id] : [])))
  return desks
    .map((desk) => ({
      ...desk,
      pages: desk.pages.filter((page) => readsOf(page).some((id) => allowed.has(id))),
    }))
    .filter(({ pages }) => pages.length > 0)
}
