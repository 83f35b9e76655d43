/** So many bytes of a file are sent at once: as base64 they stay below what a request may hold. */
export const pieceBytes = 350_000

/** A file in pieces that are sent one after the other; a file without a byte is one piece without a byte. */
export const piecesOf = (bytes: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: Math.max(1, Math.ceil(bytes.length / pieceBytes)) }, (_, at) =>
    bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes),
  )

/** Bytes in base64, as an operation takes them. */
export const base64Of = (bytes: Uint8Array): string => {
  let text = ''
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000))
  return btoa(text)
}

/** The name of an import, by the kind of its file, the day in China, and a few letters that no other has. */
export const importIdOf = (kind: string, today: string, chance: string): string =>
  `${kind}-${today.replaceAll('-', '')}-${chance.replaceAll('-', '').slice(0, 8)}`

/** The name of a file less its ending. */
export const stemOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, '')
