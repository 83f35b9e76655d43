import { useState } from 'react'
import { call, type Input } from './call.ts'
import { readPages } from './merge-pages.ts'
import type { OperationId } from './operation.ts'
import { type Read, useRead } from './use-call.ts'

/** So many pages are read at once; whoever wants more reads on. */
const pagesAtOnce = 10

/** An answer that comes in pages, read as one: whether there is more, and a way to read it. */
export type WholeRead<Answer> = Read<Answer> & { readonly isMore: boolean; readonly readOn: () => void }

/** Reads an operation to the end of its answer, or as far as is read at once. */
export const useWhole = <Answer extends Readonly<Record<string, unknown>>>(
  id: OperationId,
  input: Input = {},
  { enabled = true }: { readonly enabled?: boolean } = {},
): WholeRead<Answer> => {
  const [pages, setPages] = useState(pagesAtOnce)
  const read = useRead<Answer>(id, input, {
    enabled,
    variant: pages,
    ask: () =>
      readPages<Answer>(
        id,
        (cursor) =>
          call<Answer>(id, cursor === undefined ? input : { ...input, query: { ...input.query, cursor } }),
        pages,
      ),
  })
  return {
    ...read,
    isMore: typeof read.answer?.cursor === 'string',
    readOn: () => setPages(pages + pagesAtOnce),
  }
}
