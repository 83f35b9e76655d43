/** The region, account and credentials that every part of a local stack agrees on; nothing checks them. */
export const localPlace = { partition: 'aws', region: 'us-east-1', account: '000000000000' } as const

/** Options of an SDK client that talks to an emulator on this machine. */
export const localClient = (endpoint: string) => ({
  endpoint,
  region: localPlace.region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
})
