/** The column that a table is sorted by, and which way. */
export type Order = { readonly path: string; readonly way: 'ascending' | 'descending' }

/** The order after a head was clicked: up, down, and then as the answer came. */
export const turned = (order: Order | undefined, path: string): Order | undefined => {
  if (order?.path !== path) return { path, way: 'ascending' }
  return order.way === 'ascending' ? { path, way: 'descending' } : undefined
}
