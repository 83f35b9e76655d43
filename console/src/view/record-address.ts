import { desks } from '../desks/desks.ts'
import { paramsOf } from './page.ts'
import type { Row } from './row.ts'

/** The address of a record's page, such as `claims/claim`, for a row that it is found by: with the parameters of its read. */
export const addressOfRecord = (place: string, row: Row): string => {
  const [desk, key] = place.split('/')
  const page = desks.find((each) => each.key === desk)?.pages.find((each) => each.key === key)
  const known = page?.kind === 'record' ? paramsOf(page.read, row) : {}
  const search = Object.entries(known).map(([name, value]) => [name, String(value)])
  return `/${place}?${new URLSearchParams(search)}`
}
