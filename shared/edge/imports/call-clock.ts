/** A call that has worked for so long hands on the rest. */
const longestCall = 60_000

/** A clock of one call: whether it has worked for long enough. It begins with the first row that no call before worked on. */
export const callClock = (now: () => number) => {
  let until: number | undefined
  return {
    begin: (): void => {
      until ??= now() + longestCall
    },
    isOver: (): boolean => until !== undefined && now() > until,
  }
}
export type CallClock = ReturnType<typeof callClock>
