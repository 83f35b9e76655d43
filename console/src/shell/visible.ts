import { provinceCode } from '../../../shared/kernel/divisions.ts'
import { mayAsk } from '../api/access.ts'
import { desks } from '../desks/desks.ts'
import type { Caller } from '../session/session.ts'
import type { Desk, Page } from '../view/page.ts'

const isOfProvince = (page: Page): boolean => page.kind === 'own' && page.ofProvince === true

const readsOf = (page: Page) => (page.kind === 'own' ? page.reads : [page.read])

/** The desks and pages of which a caller of a scope may read something. */
export const visibleTo = ({ scope, division }: Caller): readonly Desk[] =>
  desks
    .map((desk) => ({
      ...desk,
      pages: desk.pages.filter(
        (page) =>
          readsOf(page).some((id) => mayAsk(id, scope)) && (!isOfProvince(page) || division === provinceCode),
      ),
    }))
    .filter(({ pages }) => pages.length > 0)

/** Whether a caller sees a page by its address, such as `people/person`. */
export const maySee = (address: string, caller: Caller): boolean =>
  visibleTo(caller).some(({ key, pages }) => pages.some((page) => `${key}/${page.key}` === address))

/**
 * Whether a page stands in the menu of a caller who sees these desks. The page of one record does not where they see what
 * opens it; a hospital, which reads its own statement and no list of them, finds it in the menu.
 */
export const standsInMenu = (visible: readonly Desk[]): ((address: string, page: Page) => boolean) => {
  const opened = new Set(
    visible.flatMap(({ pages }) =>
      pages.flatMap((page) =>
        page.kind === 'record' || (page.kind === 'list' && page.isPart) ? [] : (page.into ?? []),
      ),
    ),
  )
  return (address, page) => page.kind !== 'record' || page.behind !== true || !opened.has(address)
}
