/** Marks the branch a switch over a union can never reach; the compiler rejects a forgotten case. */
export const never = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
