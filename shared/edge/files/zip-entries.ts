import { Inflate } from 'fflate'
import { must, TongchouError } from '#shared/kernel/errors.ts'

/** Where an entry of a zip lies, as its directory tells. */
export type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly start: number
  readonly packed: number
}

const directoryEnd = 0x06054b50
const directoryEntry = 0x02014b50
const localEntry = 0x04034b50
const longestComment = 65_535
const mostEntries = 2_000

const bad = (what: string): TongchouError =>
  new TongchouError('file.bad-workbook', `the workbook is damaged: ${what}`)

/**
 * The entries of a zip by name, read from the directory at its end: sizes before an entry are zero in what is written as
 * a stream.
 * @throws TongchouError `file.bad-workbook`
 */
export const zipEntries = (bytes: Uint8Array): ReadonlyMap<string, ZipEntry> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const name = new TextDecoder()
  try {
    let end = bytes.length - 22
    const first = Math.max(0, end - longestComment)
    while (end >= first && view.getUint32(end, true) !== directoryEnd) end -= 1
    if (end < first) throw bad('it has no directory')
    const count = view.getUint16(end + 10, true)
    must(count <= mostEntries, 'file.bad-workbook', 'the workbook has too many parts')
    const entries = new Map<string, ZipEntry>()
    let place = view.getUint32(end + 16, true)
    for (let each = 0; each < count; each += 1) {
      if (view.getUint32(place, true) !== directoryEntry) throw bad('its directory is broken')
      const lengths = [28, 30, 32].map((offset) => view.getUint16(place + offset, true))
      const [ofName = 0, ofExtra = 0, ofComment = 0] = lengths
      const local = view.getUint32(place + 42, true)
      if (view.getUint32(local, true) !== localEntry) throw bad('a part is not where the directory says')
      if ((view.getUint16(place + 8, true) & 1) === 1) throw bad('it is locked with a password')
      const entry = {
        name: name.decode(bytes.subarray(place + 46, place + 46 + ofName)),
        method: view.getUint16(place + 10, true),
        start: local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true),
        packed: view.getUint32(place + 20, true),
      }
      entries.set(entry.name, entry)
      place += 46 + ofName + ofExtra + ofComment
    }
    return entries
  } catch (cause) {
    throw cause instanceof RangeError ? bad('it is cut off') : cause
  }
}

/** So many packed bytes are unpacked at once: a thousandfold they are still few. */
const atOnce = 4_096

/**
 * The content of an entry piece by piece, so that it is never whole in memory.
 * @throws TongchouError `file.too-large-unpacked` once it comes to more than `most` bytes, `file.bad-workbook`
 */
export function* unpacked(bytes: Uint8Array, entry: ZipEntry, most: number): Generator<Uint8Array> {
  const { method, start, packed } = entry
  if (start + packed > bytes.length) throw bad('a part is cut off')
  if (method !== 0 && method !== 8) throw bad('a part is packed in an unknown way')
  let pieces: Uint8Array[] = []
  const inflate = new Inflate((piece) => pieces.push(piece))
  let total = 0
  for (let place = start; place < start + packed; place += atOnce) {
    const end = Math.min(start + packed, place + atOnce)
    const piece = bytes.subarray(place, end)
    if (method === 0) pieces.push(piece)
    else
      try {
        inflate.push(piece, end === start + packed)
      } catch (cause) {
        throw new TongchouError(
          'file.bad-workbook',
          'a part of the workbook cannot be unpacked',
          {},
          { cause },
        )
      }
    for (const each of pieces) {
      total += each.length
      if (total > most)
        throw new TongchouError(
          'file.too-large-unpacked',
          `the workbook unpacks to more than ${most} bytes`,
          {
            megabytes: Math.floor(most / 1_000_000),
          },
        )
      yield each
    }
    pieces = []
  }
}
