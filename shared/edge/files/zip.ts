import { crc32, deflateRawSync } from 'node:zlib'

/** A file of an archive. */
export type ZipFile = { readonly name: string; readonly bytes: Uint8Array }

const signatures = { file: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 } as const
const [stored, deflated] = [0, 8]
/** Below so many bytes, deflating takes longer than it is worth. */
const leastDeflated = 1_024
/** The first version of the format that deflates. */
const version = 20
/** Says that a name is UTF-8. */
const utf8 = 0x0800
/** 1980-01-01, the first day that the format knows: the same content gives the same bytes. */
const day = 0x0021
const sizes = { file: 30, entry: 46, end: 22 } as const

type Packed = {
  readonly name: Buffer
  readonly packed: Buffer
  /** What is said of a file before its content, and again in the list at the end. */
  readonly facts: Buffer
}

const pack = ({ name: text, bytes }: ZipFile): Packed => {
  const name = Buffer.from(text)
  const isSmall = bytes.length < leastDeflated
  const packed = isSmall ? Buffer.from(bytes) : deflateRawSync(bytes)
  const facts = Buffer.alloc(26)
  facts.writeUInt16LE(version, 0)
  facts.writeUInt16LE(utf8, 2)
  facts.writeUInt16LE(isSmall ? stored : deflated, 4)
  facts.writeUInt16LE(day, 8)
  facts.writeUInt32LE(crc32(bytes), 10)
  facts.writeUInt32LE(packed.length, 14)
  facts.writeUInt32LE(bytes.length, 18)
  facts.writeUInt16LE(name.length, 22)
  return { name, packed, facts }
}

const fileOf = ({ name, packed, facts }: Packed): Buffer => {
  const head = Buffer.alloc(4)
  head.writeUInt32LE(signatures.file, 0)
  return Buffer.concat([head, facts, name, packed])
}

const entryOf = ({ name, facts }: Packed, at: number): Buffer => {
  const head = Buffer.alloc(sizes.entry)
  head.writeUInt32LE(signatures.entry, 0)
  head.writeUInt16LE(version, 4)
  facts.copy(head, 6)
  head.writeUInt32LE(at, 42)
  return Buffer.concat([head, name])
}

/** An archive of files, deflated by what Node brings along: workbooks are published by the thousand. */
export const zipOf = (files: readonly ZipFile[]): Uint8Array => {
  const packed = files.map(pack)
  let at = 0
  const entries = packed.map((each) => {
    const entry = entryOf(each, at)
    at += sizes.file + each.name.length + each.packed.length
    return entry
  })
  const list = Buffer.concat(entries)
  const end = Buffer.alloc(sizes.end)
  end.writeUInt32LE(signatures.end, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...packed.map(fileOf), list, end]))
}
