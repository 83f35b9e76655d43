import { useQueries } from '@tanstack/react-query'
import { provinceCode } from '../../../shared/kernel/divisions.ts'
import { mayAsk } from '../api/call.ts'
import { operationOf } from '../api/operation.ts'
import { desks } from '../desks/desks.ts'
import type { Caller } from '../session/session.ts'
import type { Desk, Page } from '../view/page.ts'

const isOfProvince = (page: Page): boolean => page.kind === 'own' && page.ofProvince === true

const readsOf = (page: Page) => (page.kind === 'own' ? page.reads : [page.read])

const reads = [...new Set(desks.flatMap(({ pages }) => pages.flatMap(readsOf)))]

/** The desks and pages of which a caller of a scope may read something. */
export const useVisible = ({ scope, division }: Caller): readonly Desk[] => {
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
      pages: desk.pages.filter(
        (page) =>
          readsOf(page).some((id) => allowed.has(id)) && (!isOfProvince(page) || division === provinceCode),
      ),
    }))
    .filter(({ pages }) => pages.length > 0)
}
