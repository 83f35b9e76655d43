export type Row = Readonly<Record<string, unknown>>

/** A column by its place in a row, such as `coverage.city`. */
export const at = (row: Row, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Row | undefined)?.[name], row)
