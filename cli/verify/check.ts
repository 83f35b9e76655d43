import type { Finding, Invariant, RecordedItem } from '#shared/kernel/invariant.ts'

/** A rule over what several services have recorded; it is shown every item with the service it is of. */
export type CrossCheck = Omit<Invariant, 'start'> & {
  /** The only service whose items it looks at; absent where it looks at several. */
  readonly only?: string
  readonly start: () => {
    readonly see: (service: string, item: RecordedItem) => void
    readonly finish: () => Finding
  }
}

/** A service's own invariant as a check over all: it sees its service only. */
export const ofService = (service: string, { start, ...rule }: Invariant): CrossCheck => ({
  ...rule,
  only: service,
  start: () => {
    const { see, finish } = start()
    return { see: (_, item) => see(item), finish }
  },
})
