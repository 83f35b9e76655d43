export type Row = Readonly<Record<string, unknown>>

/** A column by its place in a row, such as `coverage.city`. */
export const at = (row: Row, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Row | undefined)?.[name], row)

/** Whether a row stands in one of these states, by the field that says so. */
export const standsAs =
  (path: string, ...states: readonly string[]): ((row: Row) => boolean) =>
  (row) =>
    states.includes(String(at(row, path)))

/** Whether a row says more than its columns show: a list shows some fields, and a row opens into all of them. */
export const saysMore = (row: Row, columns: readonly string[]): boolean =>
  Object.entries(row).some(
    ([name, value]) =>
      value !== undefined &&
      value !== null &&
      (!columns.includes(name) || (Array.isArray(value) && value.some((each) => typeof each === 'object'))),
  )
