import type { Decider } from '#shared/kernel/authority.ts'

/** A command that its own record keeps, in place of the journal: who gave it, without the operation. */
export type KeptCommand = Omit<Decider, 'operation'> & {
  readonly kind: 'command'
  readonly commandId: string
  readonly record: string
  /** The cities whose officers may read of it. */
  readonly cities: readonly string[]
}

/** Reads the commands that records keep themselves, the newest first; none for a record whose commands are in the journal. */
export type KeptCommands = (record: string) => Promise<readonly KeptCommand[]>
