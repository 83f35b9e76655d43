import type { Finding, Invariant, RecordedItem } from '#shared/kernel/invariant.ts'

/** A rule over what several services have recorded; it is shown every item with the service it is of. */
export type CrossCheck = Omit<Invariant, 'start'> & {
  readonly start: () => {
    readonly see: (service: string, item: RecordedItem) => void
    readonly finish: () => Finding
  }
}

/** A service's own invariant as a check over all: it sees its service only. */
export const ofService = (service: string, { start, ...rule }: Invariant): CrossCheck => ({
  ...rule,
  start: () => {
    const { see, finish } = start()
    return { see: (from, item) => from === service && see(item), finish }
  },
})
