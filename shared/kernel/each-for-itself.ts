/**
 * Does something for each, one after the other, and fails only when all have been tried, with the first failure. So what
 * goes wrong with one keeps nobody behind it waiting.
 */
export const eachForItself = async <Thing>(
  things: readonly Thing[],
  act: (thing: Thing) => Promise<unknown>,
): Promise<void> => {
  const failures: unknown[] = []
  for (const thing of things) await act(thing).catch((failure: unknown) => failures.push(failure))
  if (failures.length > 0) throw failures[0]
}
