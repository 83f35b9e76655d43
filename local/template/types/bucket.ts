import * as z from 'zod'
import { emulated, ignored } from '../resource-type.ts'

/** A bucket that tells the default bus of its new objects, where the template asks for it. */
export const bucket = emulated({
  nameProperty: 'BucketName',
  identity: (name, place) => ({
    ref: name.toLowerCase(),
    attributes: { Arn: `arn:${place.partition}:s3:::${name.toLowerCase()}` },
  }),
  properties: z.strictObject({
    BucketName: z.string().optional(),
    NotificationConfiguration: z
      .strictObject({ EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: z.boolean() }) })
      .optional(),
    BucketEncryption: ignored('encryption at rest is not emulated'),
    PublicAccessBlockConfiguration: ignored('only this machine is admitted'),
    VersioningConfiguration: ignored('one version is kept; a reader names it by its ETag'),
    LifecycleConfiguration: ignored('objects are kept until the data are deleted'),
    OwnershipControls: ignored('IAM is not emulated'),
    Tags: ignored('tags have no effect'),
  }),
  add: ({ NotificationConfiguration }, { name }, draft) => {
    const tells = NotificationConfiguration?.EventBridgeConfiguration.EventBridgeEnabled ?? false
    draft.buckets.push({ name: name.toLowerCase(), tells })
  },
})
