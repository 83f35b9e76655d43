/** Content kept in memory between requests, with the version of the stored content it was made of. */
export type VersionedCache<Content> = {
  /** The content, looked after only when it is older than the age allowed. */
  readonly current: () => Promise<Content>
  /** The content as it is stored now: costs one small read, and a load only when the version moved. */
  readonly refresh: () => Promise<Content>
}

/** Keeps what changes seldom and is needed by every request. */
export const versionedCache = <Content>(source: {
  readonly readVersion: () => Promise<number>
  readonly load: () => Promise<Content>
  readonly now: () => number
  readonly maxAgeMillis: number
  /** Told after every look at what is stored. */
  readonly looked: () => void
}): VersionedCache<Content> => {
  let held: { readonly version: number; readonly content: Content; checkedAt: number } | undefined
  const refresh = async (): Promise<Content> => {
    const checkedAt = source.now()
    const version = await source.readVersion()
    if (held?.version === version) held.checkedAt = checkedAt
    else held = { version, content: await source.load(), checkedAt }
    source.looked()
    return held.content
  }
  const current = async (): Promise<Content> =>
    held && source.now() - held.checkedAt < source.maxAgeMillis ? held.content : refresh()
  return { current, refresh }
}
