import { accessTo } from '../api/access.ts'
import { desks } from '../desks/desks.ts'
import { type Page, paramNamesOf } from './page.ts'
import type { Row } from './row.ts'

/** What a page is found by: the parameters of its read, and where it lists, what the list is asked with. */
const askedBy = (page: Page | undefined): readonly string[] => {
  if (page === undefined || page.kind === 'own') return []
  const query = page.kind === 'list' ? (accessTo(page.read).query ?? []) : inQueryOf(page.read)
  return [...paramNamesOf(page.read), ...query].filter((name) => name !== 'cursor' && name !== 'format')
}

/** A record is found by its path; the month of one whose path names none is asked for besides. */
const inQueryOf = (read: Parameters<typeof accessTo>[0]): readonly string[] =>
  (accessTo(read).query ?? []).filter((name) => name === 'month')

/** The address of a page, such as `claims/claim`, for a row that it is found by: with what its read is asked with. */
export const addressOfRecord = (place: string, row: Row): string => {
  const [desk, key] = place.split('/')
  const page = desks.find((each) => each.key === desk)?.pages.find((each) => each.key === key)
  const known = askedBy(page).flatMap((name) => {
    const value = row[name]
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
  })
  return `/${place}?${new URLSearchParams(known)}`
}
