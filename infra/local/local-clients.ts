/** The region, account and credentials that every part of a local stack agrees on; nothing checks them. */
export const localPlace = { partition: 'aws', region: 'us-east-1', account: '000000000000' } as const

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' } as const

/** The emulators read whose request it is and check no signature, so none is worked out. */
const signer = {
  sign: async <Request extends { headers: Record<string, string> }>(request: Request): Promise<Request> => {
    request.headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20250101/${localPlace.region}/local/aws4_request, SignedHeaders=host, Signature=none`
    return request
  },
}

/** Options of an SDK client that talks to an emulator on this machine. */
export const localClient = (endpoint: string) => ({
  endpoint,
  region: localPlace.region,
  credentials,
  signer,
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
