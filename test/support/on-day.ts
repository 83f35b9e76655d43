import { vi } from 'vitest'

/** Does something on a day that is past, as the clock of the process has it. */
export const onDay = async <Result>(day: string, act: () => Promise<Result>): Promise<Result> => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T02:00:00Z`) })
  try {
    return await act()
  } finally {
    vi.useRealTimers()
  }
}
