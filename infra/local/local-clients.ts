/** The region, account and credentials that every part of a local stack agrees on; nothing checks them. */
export const localPlace = { partition: 'aws', region: 'us-east-1', account: '000000000000' } as const

/** Options of an SDK client that talks to an emulator on this machine. */
export const localClient = (endpoint: string) => ({
  endpoint,
  region: localPlace.region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
})

/** Spares a client that is used all the time the log entry which the SDK composes of every call, though nobody keeps it. */
export const withoutCallLog = <
  Client extends { readonly middlewareStack: { readonly remove: (name: string) => boolean } },
>(
  client: Client,
): Client => {
  client.middlewareStack.remove('loggerMiddleware')
  return client
}
