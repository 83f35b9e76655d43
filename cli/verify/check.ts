import type { Finding, Invariant, Recorded } from '#shared/kernel/invariant.ts'

/** Names of the services, as the tables go by. */
export type ServiceName = 'enrollment' | 'contribution' | 'settlement' | 'budget' | 'adjustment-fund'

/** A rule over what several services have recorded; it is shown every item with the service it is of. */
export type CrossCheck = Omit<Invariant, 'start'> & {
  readonly start: () => {
    readonly see: (service: ServiceName, item: Recorded) => void
    readonly finish: () => Finding
  }
}

/** A service's own invariant as a check over all: it sees its service only. */
export const ofService = (service: ServiceName, { start, ...rule }: Invariant): CrossCheck => ({
  ...rule,
  start: () => {
    const { see, finish } = start()
    return { see: (from, item) => from === service && see(item), finish }
  },
})
