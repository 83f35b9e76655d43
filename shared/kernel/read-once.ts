/**
 * Reads of an item what it holds, and answers the same for the same item as long as it is looked at again and again. Only
 * the latest item is remembered; neither an item nor what was read of it is ever changed.
 */
export const readOnce = <Item extends object, Read>(read: (item: Item) => Read): ((item: Item) => Read) => {
  let latest: { readonly item: Item; readonly read: Read } | undefined
  return (item) => {
    if (latest?.item !== item) latest = { item, read: read(item) }
    return latest.read
  }
}
