/** Bytes that are sealed, and the key that they are sealed with. */
export type SealedBytes = { readonly bytes: Uint8Array; readonly sealedWith: string }

/** What keeps the files of persons from being read where they stand. */
export type FileSecrets = {
  readonly sealBytes: (place: string, bytes: Uint8Array) => Promise<SealedBytes>
  readonly openBytes: (place: string, sealed: SealedBytes) => Promise<Uint8Array>
  /** Tells one payload from another, to nobody who has not the key. */
  readonly fingerprint: (payload: unknown) => Promise<string>
}
