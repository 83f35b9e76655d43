import { TongchouError } from '#shared/kernel/errors.ts'
import { gbRankOf } from '#shared/kernel/gb-characters.ts'

/** The encodings of files from outside. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const
export type Encoding = (typeof encodings)[number]

/** A file's text, and the encoding it was read in. */
export type DecodedText = { readonly text: string; readonly encoding: Encoding }

const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const marked = (bytes: Uint8Array): Encoding | undefined =>
  marks.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte))?.[0]

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

/** So many signs that are not ASCII tell enough of a reading. */
const mostWeighed = 200_000

/** Reads bytes in an encoding as they come, and how much what it reads looks like what people write. */
const reading = (encoding: Encoding) => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let isValid = true
  let total = 0
  let counted = 0
  /** The last two characters, of which the second waits for its neighbour. */
  let before = ''
  let waiting = ''
  const weigh = (next: string): void => {
    if (waiting > '\u007f' && !isBlank(waiting)) {
      total += weightOf(waiting, before, next)
      counted += 1
    }
    before = waiting
    waiting = next
  }
  const take = (decode: () => string): void => {
    if (!isValid) return
    try {
      const text = decode()
      if (counted < mostWeighed) for (const character of text) weigh(character)
    } catch {
      isValid = false
    }
  }
  return {
    push: (bytes: Uint8Array): void => take(() => decoder.decode(bytes, { stream: true })),
    end: (): void => {
      take(() => decoder.decode())
      weigh('')
    },
    isValid: (): boolean => isValid,
    hasOnlyAscii: (): boolean => counted === 0,
    likeness: (): number => (counted === 0 ? 1 : total / counted),
  }
}

/** By so much the better of two readings must be more like what people write. */
const clearLead = 0.4

const unreadable = (named?: Encoding): TongchouError =>
  named === undefined
    ? new TongchouError('file.encoding', 'the file is neither UTF-8 nor GB18030')
    : new TongchouError('file.encoding', `the file is not ${named}`, { encodings: named })

/** Decides in which encoding bytes are that come piece by piece. */
export type EncodingWatch = {
  readonly push: (bytes: Uint8Array) => void
  /** @throws TongchouError `file.encoding` when no encoding fits, `file.encoding-unclear` when two do */
  readonly decide: () => Encoding
}

/**
 * The encoding is the one that is named, or else decided over the whole file: by its mark, by zero bytes, by what is valid
 * at all, and, where both UTF-8 and GB18030 are, by the characters that each would read: names are of common Chinese
 * characters, so that two bytes of GBK which happen to be a sign of UTF-8 stay a Chinese name.
 */
export const watchEncoding = (named?: Encoding): EncodingWatch => {
  const readings = { 'utf-8': reading('utf-8'), gb18030: reading('gb18030') }
  const zeros: [number, number] = [0, 0]
  let ofMark: Encoding | undefined
  let size = 0
  return {
    push: (bytes) => {
      if (size === 0) ofMark = marked(bytes)
      if (named === undefined && ofMark === undefined) {
        for (let place = bytes.indexOf(0); place !== -1; place = bytes.indexOf(0, place + 1))
          zeros[(size + place) % 2 === 0 ? 0 : 1] += 1
        for (const each of Object.values(readings)) each.push(bytes)
      }
      size += bytes.length
    },
    decide: () => {
      const certain = named ?? ofMark
      if (certain) return certain
      if (zeros[0] + zeros[1] > 0 && size % 2 === 0) return zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be'
      const { 'utf-8': utf8, gb18030 } = readings
      for (const each of [utf8, gb18030]) each.end()
      if (!utf8.isValid() && !gb18030.isValid()) throw unreadable()
      if (!gb18030.isValid() || (utf8.isValid() && utf8.hasOnlyAscii())) return 'utf-8'
      if (!utf8.isValid()) return 'gb18030'
      const lead = utf8.likeness() - gb18030.likeness()
      if (Math.abs(lead) < clearLead)
        throw new TongchouError('file.encoding-unclear', 'the file can be read as UTF-8 and as GB18030')
      return lead > 0 ? 'utf-8' : 'gb18030'
    },
  }
}

/**
 * The text of bytes that come piece by piece.
 * @throws TongchouError `file.encoding` when they are not of the encoding
 */
export const textReader = (encoding: Encoding) => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw unreadable(encoding)
    }
  }
  return { push: (bytes: Uint8Array): string => decode(bytes), end: (): string => decode() }
}

/**
 * A file's bytes as text, in the encoding that is named or that they tell.
 * @throws TongchouError `file.encoding` when no encoding fits, `file.encoding-unclear` when two do
 */
export const decodeText = (bytes: Uint8Array, named?: Encoding): DecodedText => {
  const watch = watchEncoding(named)
  watch.push(bytes)
  const encoding = watch.decide()
  const reader = textReader(encoding)
  return { text: reader.push(bytes) + reader.end(), encoding }
}
