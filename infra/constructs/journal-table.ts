import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import type { ServiceFunction } from './service-function.ts'
import { backedUpElsewhere, keyUses } from './service-table.ts'

/**
 * The journal of a service's door: who decided what, and who read whose data. It stands apart from the records, and the
 * function that writes it can neither change nor delete an entry.
 */
export class JournalTable extends Construct {
  readonly table: Table
  readonly #key: IKey

  constructor(scope: Construct, id: string, props: { readonly key: IKey }) {
    super(scope, id)
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    acknowledge(this.table, backedUpElsewhere)
    this.table.addGlobalSecondaryIndex({
      indexName: 'gsi1',
      partitionKey: { name: 'gsi1pk', type: AttributeType.STRING },
      sortKey: { name: 'gsi1sk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    })
    this.#key = props.key
  }

  /** Lets the door write entries, each once, and list them. */
  openTo(door: ServiceFunction): void {
    const { tableArn } = this.table
    this.#grant(door, ['dynamodb:PutItem', 'dynamodb:Query'], [tableArn, `${tableArn}/index/gsi1`])
  }

  /** Lets a function write entries, each once, and read none. */
  writtenBy(fn: ServiceFunction): void {
    this.#grant(fn, ['dynamodb:PutItem'], [this.table.tableArn])
  }

  #grant({ fn }: ServiceFunction, actions: string[], resources: string[]): void {
    fn.addEnvironment('JOURNAL_TABLE_NAME', this.table.tableName)
    fn.addToRolePolicy(new PolicyStatement({ actions, resources }))
    this.#key.grant(fn, ...keyUses)
  }
}
