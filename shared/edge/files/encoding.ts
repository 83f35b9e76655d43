import { TongchouError } from '#shared/kernel/errors.ts'
import { gbRankOf } from '#shared/kernel/gb-characters.ts'

/** The encodings of files from outside. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const
export type Encoding = (typeof encodings)[number]

/** A file's text, and the encoding it was read in. */
export type DecodedText = { readonly text: string; readonly encoding: Encoding }

const decode = (bytes: Uint8Array, encoding: Encoding): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const read = (bytes: Uint8Array, encoding: Encoding): DecodedText => {
  const text = decode(bytes, encoding)
  if (text === undefined)
    throw new TongchouError('file.encoding', `the file is not ${encoding}`, { encodings: encoding })
  return { text, encoding }
}

const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const marked = (bytes: Uint8Array): Encoding | undefined =>
  marks.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte))?.[0]

/** Text in bytes has no zero byte, while every comma and line break of UTF-16 has one: before it or after it. */
const byZeroBytes = (bytes: Uint8Array): Encoding | undefined => {
  const zeros: [number, number] = [0, 0]
  for (const [place, byte] of bytes.entries()) if (byte === 0) zeros[place % 2 === 0 ? 0 : 1] += 1
  if (zeros[0] + zeros[1] === 0 || bytes.length % 2 !== 0) return undefined
  return zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be'
}

const isHan = (character: string): boolean => /[\p{Script=Han}〇]/u.test(character)
const isSmallLatin = (character: string): boolean => /[a-z]/.test(character)
const isDot = (character: string): boolean => character === '·' || character === '•'
/** Full-width forms and Chinese punctuation. */
const isFullWidth = (character: string): boolean => /[\u3000-\u303f\uff00-\uffef]/.test(character)
/** Blanks that come along when text is copied say nothing. */
const isBlank = (character: string): boolean => /[\s\u200b-\u200d\ufeff]/u.test(character)
const isLatin = (character: string): boolean => /[\u00c0-\u024f]/.test(character) && !/[×÷]/.test(character)

const weightOfRank = { common: 1, 'less-common': 0.6, symbol: 0.5, rare: 0.1 } as const

/** How much a character speaks for a reading, from -1 to 1, between its neighbours. */
const weightOf = (character: string, before: string, after: string): number => {
  if (isDot(character)) return isHan(before) && isHan(after) ? 1 : -1
  if (isLatin(character)) return isSmallLatin(before) || isSmallLatin(after) ? 0.6 : -1
  if (isHan(character)) {
    if (isSmallLatin(before) && !isHan(after)) return 0.3
    return weightOfRank[gbRankOf(character) ?? 'rare']
  }
  if (isFullWidth(character)) return 0.8
  return gbRankOf(character) === 'symbol' && character > '\u00ff' ? 0.5 : -1
}

/** How much a reading looks like what people write: the mean over the signs that are not ASCII. */
const likenessOf = (text: string): number => {
  const characters = [...text]
  let total = 0
  let counted = 0
  for (const [place, character] of characters.entries()) {
    if (character <= '\u007f' || isBlank(character)) continue
    total += weightOf(character, characters[place - 1] ?? '', characters[place + 1] ?? '')
    counted += 1
  }
  return counted === 0 ? 1 : total / counted
}

/** By so much the better of two readings must be more like what people write. */
const clearLead = 0.4

/**
 * A file's bytes as text. The encoding is the one that is named, or else decided over the whole file: by its mark, by zero
 * bytes, by what is valid at all, and, where both UTF-8 and GB18030 are, by the characters that each would read: names are
 * of common Chinese characters, so that two bytes of GBK which happen to be a sign of UTF-8 stay a Chinese name.
 * @throws TongchouError `file.encoding` when no encoding fits, `file.encoding-unclear` when two do
 */
export const decodeText = (bytes: Uint8Array, named?: Encoding): DecodedText => {
  if (named) return read(bytes, named)
  const certain = marked(bytes) ?? byZeroBytes(bytes)
  if (certain) return read(bytes, certain)
  const utf8 = decode(bytes, 'utf-8')
  const gb18030 = decode(bytes, 'gb18030')
  if (utf8 === undefined && gb18030 === undefined)
    throw new TongchouError('file.encoding', 'the file is neither UTF-8 nor GB18030')
  if (gb18030 === undefined || utf8 === gb18030) return { text: utf8 ?? '', encoding: 'utf-8' }
  if (utf8 === undefined) return { text: gb18030, encoding: 'gb18030' }
  const lead = likenessOf(utf8) - likenessOf(gb18030)
  if (Math.abs(lead) < clearLead)
    throw new TongchouError('file.encoding-unclear', 'the file can be read as UTF-8 and as GB18030')
  return lead > 0 ? { text: utf8, encoding: 'utf-8' } : { text: gb18030, encoding: 'gb18030' }
}
