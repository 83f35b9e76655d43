/** A page of rows as a list answers it, and where the next one begins. */
export type RowPage<Row> = { readonly rows: readonly Row[]; readonly cursor?: string }

/** What was read of a list: the rows that count, and whether the list goes on. */
export type ReadOn<Row> = { readonly rows: readonly Row[]; readonly more: boolean }

/**
 * Reads a list on, page after page, and keeps the rows that count. It stops at the end of the list, with enough rows, or
 * after so many pages; a page without a row that counts is no end.
 */
export const readOn = async <Row>(
  read: (cursor: string | undefined) => Promise<RowPage<Row>>,
  keep: (row: Row) => boolean,
  { rows: enough, pages }: { readonly rows: number; readonly pages: number },
): Promise<ReadOn<Row>> => {
  const kept: Row[] = []
  let cursor: string | undefined
  for (let page = 0; page < pages; page += 1) {
    const answer = await read(cursor)
    kept.push(...answer.rows.filter(keep))
    cursor = answer.cursor
    if (cursor === undefined || kept.length >= enough) break
  }
  return { rows: kept, more: cursor !== undefined }
}
