import type { FileKind } from '#shared/edge/imports/file-kind.ts'
import { employersComparedKind, marketKind } from '../market/market-kinds.ts'
import { basesKind, wagesKind } from './declarations-kind.ts'
import type { KindEffects } from './effects.ts'
import { employersKind } from './employers-kind.ts'

/** The kinds of files that the contribution service takes in pieces or by the bucket; payments have a way of their own. */
export const fileKinds = (effects: KindEffects): FileKind[] => [
  employersKind(effects),
  wagesKind(effects),
  basesKind(effects),
  marketKind(effects),
  employersComparedKind(effects),
]
