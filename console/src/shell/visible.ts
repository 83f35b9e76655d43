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
