import * as z from 'zod'
import { must } from '#shared/kernel/errors.ts'
import { arn, emulated, ignored } from '../resource-type.ts'

/** A Lambda function whose bundle is an asset of the assembly. */
export const lambdaFunction = emulated({
  nameProperty: 'FunctionName',
  identity: (name, place) => ({
    ref: name,
    attributes: { Arn: arn(place, 'lambda', `function:${name}`) },
  }),
  properties: z.strictObject({
    FunctionName: z.string().optional(),
    Code: z.union([
      z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
      z.strictObject({ ZipFile: z.string() }),
    ]),
    Handler: z.string(),
    Runtime: z.string().startsWith('nodejs', 'only Node.js functions run locally'),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
    Timeout: z.number().int().positive().default(3),
    MemorySize: z.number().int().positive().default(128),
    ReservedConcurrentExecutions: z.number().int().min(0).optional(),
    Architectures: ignored('it runs on the architecture of this machine'),
    Description: ignored('a text'),
    EphemeralStorage: ignored('the disk of this machine is used'),
    KmsKeyArn: ignored('encryption at rest is not emulated'),
    LoggingConfig: ignored('output goes to a log file of this machine'),
    RecursiveLoop: ignored('loop detection is not emulated'),
    Role: ignored('IAM is not emulated'),
    RuntimeManagementConfig: ignored('the Node.js of this project is used'),
    Tags: ignored('tags have no effect'),
    TracingConfig: ignored('there is no tracing'),
  }),
  add: (properties, { name, assets }, draft) => {
    // A program in the template itself watches the deployment from outside; here `/health` does.
    if ('ZipFile' in properties.Code) return
    const directory = assets.get(properties.Code.S3Key)
    must(
      directory !== undefined,
      'local.asset-missing',
      `The bundle ${properties.Code.S3Key} of ${name} is not in the assembly`,
    )
    draft.functions.push({
      name,
      directory,
      handler: properties.Handler,
      environment: properties.Environment?.Variables ?? {},
      timeoutMillis: properties.Timeout * 1000,
      memoryMegabytes: properties.MemorySize,
      ...(properties.ReservedConcurrentExecutions !== undefined && {
        reservedConcurrency: properties.ReservedConcurrentExecutions,
      }),
    })
  },
})
