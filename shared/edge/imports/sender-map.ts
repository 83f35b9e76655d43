import type { TableColumns } from '#shared/edge/files/headings.ts'
import type { Row } from '#shared/edge/files/table.ts'
import { senderMapKey } from '#shared/edge/imports/import-keys.ts'
import type { ImportSender } from '#shared/edge/imports/import-owner.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'

/** How a sender writes a kind of file: their headings, their codes, and what none of their columns says. */
export type SenderMap = {
  readonly division: string
  readonly sender: string
  readonly kind: string
  /** Who keeps it and sends by it; absent of one from before this was kept, by which all of the division send. */
  readonly keptBy?: ImportSender
  readonly headings: Readonly<Record<string, readonly string[]>>
  /** What they write in a column, and what it means: a code may mean another thing in an older system. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly cells: Readonly<Record<string, string>>
  readonly version: number
}

export type OfSender = Pick<SenderMap, 'division' | 'sender' | 'kind' | 'keptBy'>

export const senderMaps = defineRecord<SenderMap, OfSender>({ kind: 'sender-map', key: senderMapKey })

/** The map that somebody keeps, or one from before maps were somebody's. */
export const findMap = async (of: Required<OfSender>, store: Store): Promise<SenderMap | undefined> => {
  const own = await senderMaps.read(store, of)
  if (own !== undefined || of.keptBy === 'office') return own
  const others = await senderMaps.read(store, { ...of, keptBy: 'office' })
  return others?.keptBy === undefined ? others : undefined
}

/** What a file says besides its columns: how its sender writes, and cells that hold for every row. */
export type Reading = Partial<Pick<SenderMap, 'headings' | 'values' | 'cells'>>

/** The columns of a file as its sender writes it: one whose cells are said once need not be there. */
export const columnsOf = (columns: TableColumns, { headings, cells = {} }: Reading): TableColumns => {
  const required = Object.entries(columns.required)
  const said = required.filter(([column]) => Object.hasOwn(cells, column))
  return {
    ...columns,
    required: Object.fromEntries(required.filter(([column]) => !Object.hasOwn(cells, column))),
    further: { ...columns.further, ...Object.fromEntries(said) },
    ofSender: headings,
  }
}

/** A row with what its sender's codes mean, and with what holds for every row where it says nothing. */
export const rowAs = (row: Row, { values = {}, cells = {} }: Reading): Row => {
  const meant = Object.entries(row.cells).map(([column, cell]) => [column, values[column]?.[cell] ?? cell])
  const said = Object.entries(cells).filter(([column]) => !row.cells[column])
  return { ...row, cells: Object.fromEntries([...meant, ...said]) }
}

/** How a sender writes, with the cells that hold for every row: by the first map of the name that one of them keeps. */
export const readingOf = async (
  { by, ...of }: Pick<OfSender, 'division' | 'kind'> & { readonly by: readonly ImportSender[] },
  {
    sender,
    cells = {},
  }: { readonly sender?: string | undefined; readonly cells?: Reading['cells'] | undefined },
  store: Store,
): Promise<Reading | undefined> => {
  const maps =
    sender === undefined
      ? []
      : await Promise.all(by.map((each) => findMap({ ...of, sender, keptBy: each }, store)))
  const map = maps.find((each) => each !== undefined)
  if (sender !== undefined && map === undefined) return undefined
  return {
    ...(map ? { headings: map.headings, values: map.values } : {}),
    cells: { ...map?.cells, ...cells },
  }
}
