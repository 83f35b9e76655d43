/** What the database forgets an item by: the second, since 1970, from which on it may be gone. */
export const expiryAfter = (atMillis: number, keptSeconds: number): { readonly expires: number } => ({
  expires: Math.floor(atMillis / 1000) + keptSeconds,
})
