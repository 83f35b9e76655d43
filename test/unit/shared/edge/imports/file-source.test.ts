import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTextTable } from '#shared/edge/files/table.ts'
import { rowsOfFile, scanFile } from '#shared/edge/imports/file-source.ts'

const columns = { required: { name: 'text', number: 'code' }, unknown: 'ignored' } as const

const sourceOf = (bytes: Uint8Array, size: number) => ({
  pieces: async function* () {
    for (let place = 0; place < bytes.length; place += size) yield bytes.subarray(place, place + size)
  },
})

const readInPieces = async (bytes: Uint8Array, size: number) => {
  const source = sourceOf(bytes, size)
  const scan = await scanFile(source, {})
  const rows = await Array.fromAsync(rowsOfFile(source, scan, { columns, hints: {}, found: () => {} }))
  return { format: scan.format, rows: rows.flat() }
}

/** What a reading came to, or the code of why it did not. */
const outcomeOf = async (read: () => Promise<object>): Promise<object> =>
  read().catch((error: { code?: string }) => ({ code: error.code }))

const cell = fc.oneof(
  fc.constantFrom('张伟', '买买提·吐尔逊', 'O"Hara', '两行\n一格', '', 'a,b', '䶮㛃'),
  fc.string({ maxLength: 12 }),
)
const written = (text: string): string => `"${text.replaceAll('"', '""')}"`

describe('a file that is read piece by piece', () => {
  it('gives the rows, lines and encoding that the same file gives whole, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 7, max: 200 }),
        fc.constantFrom('\n', '\r\n'),
        async (cells, size, newline) => {
          const lines = cells.map((row) => row.map(written).join(','))
          const bytes = new TextEncoder().encode(['name,number', ...lines, ''].join(newline))
          const whole = await outcomeOf(async () => {
            const { encoding: format, rows } = readTextTable(bytes, columns)
            return { format, rows: [...rows] }
          })
          expect(await outcomeOf(() => readInPieces(bytes, size))).toEqual(whole)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('is decided on over the whole of it: names in GB18030 are read as such', async () => {
    // 卢梅 in GBK is valid UTF-8 by chance.
    const bytes = Buffer.concat([
      Buffer.from('name,number\n'),
      Buffer.from('C2ACC3B7', 'hex'),
      Buffer.from(',1\n'),
    ])
    expect(await readInPieces(bytes, 13)).toMatchObject({
      format: 'gb18030',
      rows: [{ cells: { name: '卢梅' } }],
    })
  })

  it('of which a quote is not closed names the line', async () => {
    const bytes = Buffer.from(`name,number\n张伟,1\n"李,2\n王,3`)
    await expect(readInPieces(bytes, 9)).rejects.toMatchObject({ code: 'file.malformed' })
  })
})
