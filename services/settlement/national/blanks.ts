/** Lists that a message may leave out. An empty one, or one of nothing but blank rows, was left out. */
const optionalLists: ReadonlySet<string> = new Set(['feedetail', 'diseinfo'])
/** Lists whose rows nobody numbers: a blank row among others is no row. Those of others keep their place. */
const unnumberedLists: ReadonlySet<string> = new Set(['diseinfo'])

const isEmpty = (value: unknown): boolean =>
  value === undefined || (value !== null && typeof value === 'object' && Object.keys(value).length === 0)

const listWithoutBlanks = (name: string, rows: readonly unknown[]): unknown => {
  const own = rows.map((row) => withoutBlanks(row) ?? {})
  if (optionalLists.has(name) && own.every(isEmpty)) return undefined
  return unnumberedLists.has(name) ? own.filter((row) => !isEmpty(row)) : own
}

/**
 * What a message says, without what it leaves blank, at any depth. Systems send every column of their tables: empty text,
 * blanks and null mean that nothing was said. Texts lose the blanks around them, and numbers are read as texts, since a
 * column gives the one or the other. A number too long for JSON was rounded when it was read: it stays one, which no id
 * may be.
 */
export const withoutBlanks = (value: unknown, name = ''): unknown => {
  if (value === null) return undefined
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER ? value : String(value)
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  if (Array.isArray(value)) return listWithoutBlanks(name, value)
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const said = withoutBlanks(each, key)
      return said === undefined ? [] : [[key, said]]
    }),
  )
}
