/** The region and account that every part of a local stack agrees on; nothing checks them. */
export const localPlace = { partition: 'aws', region: 'us-east-1', account: '000000000000' } as const

/** Says whose a request is; the emulators check no signature, so none is worked out. */
export const authorizationOf = (accessKeyId: string): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20250101/${localPlace.region}/local/aws4_request, SignedHeaders=host, Signature=none`

/** Options of an SDK client that talks to an emulator on this machine. */
export const localClient = (endpoint: string, accessKeyId = 'local') => ({
  endpoint,
  region: localPlace.region,
  credentials: { accessKeyId, secretAccessKey: 'local' },
  signer: {
    sign: async <Request extends { headers: Record<string, string> }>(request: Request): Promise<Request> => {
      request.headers.authorization = authorizationOf(accessKeyId)
      return request
    },
  },
})

/**
 * The access key that goes with a table. DynamoDB Local keeps a database for each key. A service has one for its
 * tables, which its stack names. So a reader of a quiet table's stream does not search through the changes of all other
 * tables.
 */
export const accessKeyOf = (tableName: string): string =>
  tableName.replace(/-[^-]*$/, '').replaceAll(/[^A-Za-z0-9]/g, '')

/**
 * Spares a client that is used all the time the log entry which the SDK composes of every call and which is never read.
 */
export const withoutCallLog = <
  Client extends { readonly middlewareStack: { readonly remove: (name: string) => boolean } },
>(
  client: Client,
): Client => {
  client.middlewareStack.remove('loggerMiddleware')
  return client
}
