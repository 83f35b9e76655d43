/** Columns of what is not a terminal: a file, a pipe, a mail. */
const columnsElsewhere = 120
const fewestColumns = 40

/** How many columns the output has: what COLUMNS says, else the terminal's own, else a page's. */
export const terminalWidth = (
  { columns }: { readonly columns?: number | undefined } = process.stdout,
  said: string | undefined = process.env.COLUMNS,
): number => {
  const wanted = /^\d+$/.test(said ?? '') ? Number(said) : (columns ?? 0)
  return wanted > 0 ? Math.max(fewestColumns, wanted) : columnsElsewhere
}
