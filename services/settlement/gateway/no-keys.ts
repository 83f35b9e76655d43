import type { KeyRing } from '#shared/edge/secrets/key-ring.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

const refuse = async (name: string): Promise<never> => {
  throw new TongchouError('secrets.key-missing', 'only the door opens what is sealed', { key: name })
}

/** For functions that have no right to open anything: no call that is signed comes to them. */
export const noKeys: KeyRing = { find: refuse, use: refuse }
