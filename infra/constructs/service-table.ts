import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { acknowledge } from './acknowledge.ts'
import type { ServiceFunction } from './service-function.ts'

/** No scan: that is no request's work. */
const reads = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query']

/** A single item is written whole. Nothing is deleted: what was recorded is corrected by recording more. */
const itemWrites = ['dynamodb:PutItem']

/** Counters and conditions on other items are parts of a transaction and nothing by themselves. */
const transactionWrites = ['dynamodb:ConditionCheckItem', 'dynamodb:UpdateItem']

const streamReads = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
]

/** The uses of the key that DynamoDB makes on behalf of the readers and writers of any table. */
export const keyUses = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
]

/** The rule looks for a plan in the table's own stack. */
export const backedUpElsewhere = {
  'NIST.800.53.R5-DynamoDBInBackupPlan': 'The plan of the stack tongchou-backup has every table.',
}

/** A service's own table: encrypted with the province's key, restorable to any second, never deleted with its stack. */
export class ServiceTable extends Construct {
  readonly table: Table
  readonly streamArn: string
  readonly #key: IKey
  readonly #indexArns: readonly string[]

  constructor(
    scope: Construct,
    id: string,
    props: Pick<ServiceDeclaration, 'indexes' | 'keysOnly'> & { readonly key: IKey },
  ) {
    super(scope, id)
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      // Of what is no record but a mark for a time: who sat where, which signature was used.
      timeToLiveAttribute: 'expires',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    acknowledge(this.table, backedUpElsewhere)
    for (const index of props.indexes) {
      this.table.addGlobalSecondaryIndex({
        indexName: index,
        partitionKey: { name: `${index}pk`, type: AttributeType.STRING },
        sortKey: { name: `${index}sk`, type: AttributeType.STRING },
        projectionType: props.keysOnly?.includes(index) ? ProjectionType.KEYS_ONLY : ProjectionType.ALL,
      })
    }
    if (this.table.tableStreamArn === undefined) throw new Error('The table has no stream.')
    this.streamArn = this.table.tableStreamArn
    this.#key = props.key
    this.#indexArns = props.indexes.map((index) => `${this.table.tableArn}/index/${index}`)
  }

  /** Gives a function the table: it may read items, write whole ones, and add to counters inside a transaction. */
  openTo({ fn }: ServiceFunction): void {
    fn.addEnvironment('TABLE_NAME', this.table.tableName)
    fn.addToRolePolicy(
      new PolicyStatement({ actions: reads, resources: [this.table.tableArn, ...this.#indexArns] }),
    )
    fn.addToRolePolicy(new PolicyStatement({ actions: itemWrites, resources: [this.table.tableArn] }))
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: transactionWrites,
        resources: [this.table.tableArn],
        conditions: { 'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } },
      }),
    )
    this.#key.grant(fn, ...keyUses)
  }

  /** Lets a function read items, and change nothing. */
  shownTo({ fn }: ServiceFunction): void {
    fn.addEnvironment('TABLE_NAME', this.table.tableName)
    fn.addToRolePolicy(
      new PolicyStatement({ actions: reads, resources: [this.table.tableArn, ...this.#indexArns] }),
    )
    this.#key.grantDecrypt(fn)
  }

  /** Lets a worker read everything that is recorded, part by part: the nightly check. */
  scannedBy({ fn }: ServiceFunction): void {
    fn.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Scan'], resources: [this.table.tableArn] }))
  }

  /** Lets a function read what was recorded, from the stream and nowhere else. */
  streamTo({ fn }: ServiceFunction): void {
    fn.addToRolePolicy(new PolicyStatement({ actions: streamReads, resources: [this.streamArn] }))
    this.#key.grantDecrypt(fn)
  }
}
