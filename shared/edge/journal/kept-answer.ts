import { gunzipSync, gzipSync } from 'node:zlib'

/** The most bytes of an answer in one item of the journal; an item may have 400 KB. */
const pieceSize = 300_000

/** An answer as the journal keeps it: nearly always one piece, since an answer of six megabytes is some three. */
export const asKept = (answer: unknown): Uint8Array[] => {
  const packed = gzipSync(JSON.stringify(answer))
  return Array.from({ length: Math.ceil(packed.length / pieceSize) }, (_, index) =>
    packed.subarray(index * pieceSize, (index + 1) * pieceSize),
  )
}

/** An answer from its pieces. */
export const fromKept = (pieces: readonly Uint8Array[]): unknown =>
  JSON.parse(gunzipSync(Buffer.concat(pieces)).toString('utf8'))
