/** Figures in the order of their names. Names may only ever be added at the end: stored figures are read by position. */
export const toPositions = <Name extends string>(
  names: readonly Name[],
  figures: Readonly<Partial<Record<Name, number>>>,
): number[] => names.map((name) => figures[name] ?? 0)

/** The counterpart of `toPositions`; a name added since the item was written stands at zero. */
export const fromPositions = <Name extends string>(
  names: readonly Name[],
  stored: readonly number[],
): Record<Name, number> => {
  const figures: Partial<Record<Name, number>> = {}
  let position = 0
  for (const name of names) {
    figures[name] = stored[position] ?? 0
    position += 1
  }
  return figures as Record<Name, number>
}

/** Like `fromPositions`, but a figure of zero is left out, as accumulators have it. */
export const fromSparsePositions = <Name extends string>(
  names: readonly Name[],
  stored: readonly number[],
): Partial<Record<Name, number>> => {
  const figures: Partial<Record<Name, number>> = {}
  for (const [position, name] of names.entries()) {
    const figure = stored[position] ?? 0
    if (figure !== 0) figures[name] = figure
  }
  return figures
}
