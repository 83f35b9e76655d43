import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup'
import { Schedule } from 'aws-cdk-lib/aws-events'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import type { Deployment } from '../config/deployment.ts'
import { acknowledge } from '../constructs/acknowledge.ts'
import type { ServiceStack } from './service-stack.ts'

/**
 * Copies of all tables, kept for longer than the 35 days that a table can be restored to any second. The plan runs in the
 * small hours of China, after the night's checks.
 */
export class BackupStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & {
      readonly deployment: Deployment
      readonly services: readonly ServiceStack[]
      readonly key: IKey
    },
  ) {
    super(scope, id, props)
    const { daily, weekly } = props.deployment.backupDays
    const vault = new BackupVault(this, 'Vault', {
      encryptionKey: props.key,
      blockRecoveryPointDeletion: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const plan = new BackupPlan(this, 'Plan', { backupVault: vault })
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'daily',
        scheduleExpression: Schedule.cron({ minute: '30', hour: '21' }),
        deleteAfter: Duration.days(daily),
      }),
    )
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'weekly',
        scheduleExpression: Schedule.cron({ minute: '30', hour: '22', weekDay: 'SAT' }),
        deleteAfter: Duration.days(weekly),
      }),
    )
    acknowledge(plan, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]':
        'It is AWS Backup’s own list of what a backup needs, and only AWS Backup may take the role.',
    })
    plan.addSelection('Tables', {
      resources: props.services.flatMap(({ table, journal }) =>
        [table.table, journal.table].map((each) => BackupResource.fromDynamoDbTable(each)),
      ),
    })
  }
}
