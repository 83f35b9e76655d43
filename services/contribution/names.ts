import type { NamesAsked } from '#shared/contracts/names-asked.ts'

/** A person as enrollment names them; contribution writes it into the file and stores none of it. */
export type Named = {
  readonly name: string
  readonly certificate: { readonly type: string; readonly number: string }
}

/** Who persons are, by their ids; undefined while enrollment does not answer. Whoever asks is traced there. */
export type Names = (
  personIds: readonly string[],
  asker: NamesAsked['asker'],
) => Promise<ReadonlyMap<string, Named> | undefined>
