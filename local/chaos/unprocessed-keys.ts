type Keys = { readonly Keys: readonly object[] }

/** A BatchGetItem as it is sent. */
export type BatchOfReads = { readonly RequestItems: Readonly<Record<string, Keys>> }

/** Takes the last key of a batch away, as one that DynamoDB did not get to; a batch of one key loses none. */
export const withoutLastKey = (
  batch: BatchOfReads,
): { readonly asked: BatchOfReads; readonly left?: Readonly<Record<string, Keys>> } => {
  const [table, of] = Object.entries(batch.RequestItems).at(-1) ?? []
  if (table === undefined || !of || of.Keys.length < 2) return { asked: batch }
  return {
    asked: {
      ...batch,
      RequestItems: { ...batch.RequestItems, [table]: { ...of, Keys: of.Keys.slice(0, -1) } },
    },
    left: { [table]: { ...of, Keys: of.Keys.slice(-1) } },
  }
}
