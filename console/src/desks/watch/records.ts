import type { Desk, RecordPage } from '../../view/page.ts'
import type { Said } from '../../words/said.ts'
import type { Service } from './services.ts'

/** A kind of record whose history can be asked for, found by the address of the page that shows one. */
export type KindOfRecord = { readonly address: string; readonly title: Said; readonly page: RecordPage }

/** The kinds of records of a service, as the desks show them: each is found by what stands in its path. */
export const recordsOf = (service: Service, desks: readonly Desk[]): readonly KindOfRecord[] => {
  const kinds = desks.flatMap(({ key, title: desk, pages }) =>
    pages.flatMap((page): KindOfRecord[] =>
      page.kind === 'record' &&
      (page.historyOf ?? page.read).startsWith(`GET /v1/${service}/`) &&
      page.read.includes('{')
        ? [
            {
              address: `${key}/${page.key}`,
              title: [`${desk[0]} · ${page.title[0]}`, `${desk[1]} · ${page.title[1]}`],
              page,
            },
          ]
        : [],
    ),
  )
  // Two pages of one record, such as a budget and its printed table, have one history.
  const byRecord = new Map(kinds.toReversed().map((each) => [each.page.historyOf ?? each.page.read, each]))
  return kinds.filter((each) => byRecord.get(each.page.historyOf ?? each.page.read) === each)
}
