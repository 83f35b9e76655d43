type Bytes = { readonly base64: string }

const isBytes = (value: unknown): value is Bytes =>
  typeof value === 'object' && value !== null && Object.keys(value).join() === 'base64'

/** One value a line, so that a value that is added later is one line more; bytes as base64. */
export const toLines = (values: readonly unknown[]): string =>
  values
    .map((value) => {
      const text = JSON.stringify(value, (_, each) =>
        each instanceof Uint8Array ? { base64: Buffer.from(each).toString('base64') } : each,
      )
      return `${text}\n`
    })
    .join('')

/** The values of a text that `toLines` wrote. */
export const fromLines = <Value>(text: string): Value[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      JSON.parse(line, (_, each) =>
        isBytes(each) ? new Uint8Array(Buffer.from(each.base64, 'base64')) : each,
      ),
    )
