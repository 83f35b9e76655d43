/** Where a character stands in the national standards GB 2312 and GBK. */
export type GbRank = 'common' | 'less-common' | 'symbol' | 'rare'

type GbCharacter = { readonly rank: GbRank; readonly bytes: readonly [number, number] }

const rankOf = (lead: number, trail: number): GbRank => {
  if (trail < 0xa1 || lead < 0xa1) return 'rare'
  if (lead <= 0xa9) return 'symbol'
  if (lead < 0xb0 || lead > 0xf7) return 'rare'
  return lead <= 0xd7 ? 'common' : 'less-common'
}

/** All two-byte characters, read from the platform's own decoder, so that no table of 24,000 characters is copied here. */
const readCharacters = (): ReadonlyMap<string, GbCharacter> => {
  const decoder = new TextDecoder('gb18030')
  const characters = new Map<string, GbCharacter>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (!characters.has(character))
        characters.set(character, { rank: rankOf(lead, trail), bytes: [lead, trail] })
    }
  return characters
}

let known: ReadonlyMap<string, GbCharacter> | undefined

const find = (character: string): GbCharacter | undefined => {
  known ??= readCharacters()
  return known.get(character)
}

/** How usual a character is: names are mostly of the 3,755 common ones; undefined outside of GBK. */
export const gbRankOf = (character: string): GbRank | undefined => find(character)?.rank

/** The bytes of a text in GBK; undefined when a character has none. */
export const gbBytesOf = (text: string): Uint8Array | undefined => {
  const bytes: number[] = []
  for (const character of text) {
    if (character <= '\u007f') {
      bytes.push(character.charCodeAt(0))
      continue
    }
    const found = find(character)
    if (!found) return undefined
    bytes.push(...found.bytes)
  }
  return Uint8Array.from(bytes)
}
