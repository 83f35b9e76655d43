/** Cuts a list into pieces of at most so many. */
export const inPieces = <Thing>(things: readonly Thing[], most: number): Thing[][] =>
  Array.from({ length: Math.ceil(things.length / most) }, (_, index) =>
    things.slice(index * most, (index + 1) * most),
  )
