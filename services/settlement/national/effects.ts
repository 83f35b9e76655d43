import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { CatalogueEffects } from '../catalogue/effects.ts'
import type { GatewayEffects } from '../gateway/gateway-caller.ts'
import type { ReconciliationEffects } from '../reconciliation/effects.ts'
import type { RegistrationEffects } from '../registration/effects.ts'
import type { ListEffects } from '../settlement-list/send-list.ts'
import type { SignInEffects } from '../sign-in/sign-in.ts'
import type { VisitEffects } from '../visit/effects.ts'
import type { LookUps } from './look-ups.ts'
import type { Persons } from './persons.ts'

/** What the national interface needs from outside. */
export type NationalEffects = VisitEffects &
  ReconciliationEffects &
  RegistrationEffects &
  Pick<CatalogueEffects, 'catalogue'> &
  SignInEffects &
  ListEffects &
  GatewayEffects & {
    readonly persons: Persons
    readonly lookUps: LookUps
    readonly files: Bucket
    /** Milliseconds, for the times of an answer. */
    readonly now: () => number
  }
