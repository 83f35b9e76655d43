import type { Effects } from '../effects.ts'
import type { Register } from '../register.ts'

/** What files of employers and wages are read with. */
export type KindEffects = Pick<Effects, 'store' | 'policy'> & { readonly register: Register }
