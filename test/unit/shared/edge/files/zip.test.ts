import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { zipOf } from '#shared/edge/files/zip.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('An archive of files', () => {
  const files = [
    { name: 'small.xml', bytes: bytesOf('<a/>') },
    { name: '目录/大.xml', bytes: bytesOf('<row>合计</row>'.repeat(500)) },
    { name: 'empty', bytes: new Uint8Array() },
  ]

  it('holds every file as it was, under its name, in Chinese too', () => {
    const found = unzipSync(zipOf(files))

    expect(Object.keys(found)).toEqual(files.map(({ name }) => name))
    for (const { name, bytes } of files) expect(Buffer.from(found[name] ?? [])).toEqual(Buffer.from(bytes))
  })

  it('is smaller than what it holds, and the same to the byte each time', () => {
    const [one, other] = [zipOf(files), zipOf(files)]

    expect(one.length).toBeLessThan(1_000)
    expect(Buffer.from(one)).toEqual(Buffer.from(other))
  })
})
