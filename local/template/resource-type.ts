import * as z from 'zod'
import type { Model } from './model.ts'

/** The account, region and addresses that ARNs and names are made of. */
export type Place = {
  readonly partition: string
  readonly region: string
  readonly account: string
  readonly queueUrl: (queueName: string) => string
  readonly apiUrl: string
}

/** A model under construction; routes find their integration once every resource is read. */
export type Draft = {
  -readonly [Part in Exclude<keyof Model, 'outputs'>]: Model[Part][number][]
} & {
  /** Integration id to function name and timeout. */
  readonly integrations: Map<string, { readonly functionName: string; readonly timeoutMillis: number }>
  /** Bus name to existing: rules of an undeclared bus are a mistake. */
  readonly unlinkedRoutes: {
    readonly key: string
    readonly integrationId: string
    readonly authorizer?: string
    readonly scopes: readonly string[]
  }[]
}

/** What `Ref` and `Fn::GetAtt` say of a resource. */
export type Identity = { readonly ref: string; readonly attributes: Readonly<Record<string, string>> }

/** A resource type that the local stack runs, or accepts for a reason without running it. */
export type ResourceType = {
  /** The property that fixes the physical name, where the type has one. */
  readonly nameProperty?: string
  readonly identity: (name: string, place: Place) => Identity
} & (
  | { readonly accepted: string }
  | {
      /** Every property it may have: used, or marked with the reason why it is ignored. */
      readonly properties: z.ZodType
      readonly add: (properties: never, own: ResourceContext, draft: Draft) => void
    }
)

/** The resource in hand: its name, and the folder of a bundle by its S3 key. */
export type ResourceContext = {
  readonly name: string
  readonly place: Place
  readonly assets: ReadonlyMap<string, string>
}

/** Ties a type's properties to the function that adds them to the model. */
export const emulated = <Schema extends z.ZodType>(type: {
  readonly nameProperty?: string
  readonly identity: ResourceType['identity']
  readonly properties: Schema
  readonly add: (properties: z.output<Schema>, own: ResourceContext, draft: Draft) => void
}): ResourceType => type

/** A property that the local stack knows and does not act on. */
export const ignored = (reason: string) => z.unknown().optional().describe(`ignored: ${reason}`)

export const arn = (place: Place, service: string, resource: string) =>
  `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`

/** The resource's own name: what follows the last colon or slash of its ARN. */
export const nameInArn = (resourceArn: string): string => resourceArn.split(/[:/]/).at(-1) ?? resourceArn
